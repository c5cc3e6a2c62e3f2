package io.kubeweft.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which paths, types of bodies and versions are taken; as by kube-apiserver 1.36. */
class RequestsTest {
  private static final String MAPS = "/api/v1/namespaces/default/configmaps";

  @AutoClose private static final Http http = Http.toNewServer();

  static Stream<Arguments> paths() {
    return Cases.of(
        """
        POST /api/v1/configmaps
          405 MethodNotAllowed
        DELETE /api/v1/configmaps
          405 MethodNotAllowed
        GET /api/v1/configmaps/x
          404 NotFound
        PUT /api/v1/configmaps/x
          404 NotFound
        GET /api/v1/namespaces/default/nodes
          404 NotFound
        GET /api/v1/namespaces/default/nodes/x
          404 NotFound
        """);
  }

  @ParameterizedTest
  @MethodSource("paths")
  void path_ofAnotherScope_isNotServed(String request, String expected) throws Exception {
    String[] parts = request.split(" ", 2);
    String type = parts[0].startsWith("P") ? "application/json" : null;

    Http.Answer answer = http.send(parts[0], parts[1], type, type == null ? "" : "{}");

    Expected.assertAnswer(answer, expected);
  }

  static Stream<Arguments> bodyTypes() {
    return Cases.of(
        """
        POST text/plain
          415 UnsupportedMediaType
        POST application/x-www-form-urlencoded
          415 UnsupportedMediaType
        PUT application/merge-patch+json
          415 UnsupportedMediaType
        POST application/json; charset=utf-8
          201
        POST application/yaml
          201
        """);
  }

  @ParameterizedTest
  @MethodSource("bodyTypes")
  void write_bodyOfAnotherType_isUnsupported(String request, String expected) throws Exception {
    String[] parts = request.split(" ", 2);
    String path = parts[0].equals("PUT") ? MAPS + "/typed" : MAPS;

    Http.Answer answer =
        http.send(parts[0], path + "?dryRun=All", parts[1], "{\"metadata\":{\"name\":\"typed\"}}");

    Expected.assertAnswer(answer, expected);
  }

  static Stream<Arguments> versions() {
    return Cases.of(
        """
        0
          200
        1
          409 Conflict
        x
          500
        -1
          500
        99999999999999999999
          500
        """);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void update_version_isReadAsANumber(String version, String expected) throws Exception {
    http.post(MAPS, "{\"metadata\":{\"name\":\"versioned\"}}");

    Http.Answer answer =
        http.put(
            MAPS + "/versioned",
            "{\"metadata\":{\"name\":\"versioned\",\"resourceVersion\":\"%s\"}}"
                .formatted(version));

    Expected.assertAnswer(answer, expected);
  }

  static Stream<Arguments> versionsOfNothing() {
    return Cases.of(
        """
        5
          500
        5?dryRun=All
          201
        0
          201
        x
          201
        """);
  }

  @ParameterizedTest
  @MethodSource("versionsOfNothing")
  void create_withAVersion_isRefusedUnlessItIsATrial(String request, String expected)
      throws Exception {
    String[] parts = request.split("(?=[?])", 2);
    String query = parts.length < 2 ? "" : parts[1];

    Http.Answer answer =
        http.post(
            MAPS + query,
            "{\"metadata\":{\"name\":\"version-%s\",\"resourceVersion\":\"%s\"}}"
                .formatted(parts[0], parts[0]));

    Expected.assertAnswer(answer, expected);
  }

  static Stream<Arguments> numbers() {
    return Cases.of(
        """
        limit=-1
          200
        timeoutSeconds=-1
          200
        limit=x
          400 strconv.ParseInt: parsing "x": invalid syntax
        limit=1.5
          400 strconv.ParseInt: parsing "1.5": invalid syntax
        limit=99999999999999999999
          400 strconv.ParseInt: parsing "99999999999999999999": value out of range
        timeoutSeconds=x
          400 strconv.ParseInt: parsing "x": invalid syntax
        watch=true&timeoutSeconds=x
          400 strconv.ParseInt: parsing "x": invalid syntax
        """);
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void list_option_isReadAsANumber(String query, String expected) throws Exception {
    Http.Answer answer = http.get(MAPS + "?" + query);

    String message = answer.json().getString("message");
    assertThat(answer.status() + (message == null ? "" : " " + message)).isEqualTo(expected);
  }
}
