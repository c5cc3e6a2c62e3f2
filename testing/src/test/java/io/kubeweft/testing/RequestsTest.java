package io.kubeweft.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
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
        limit=
          400 strconv.ParseInt: parsing "": invalid syntax
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

  static Stream<Arguments> versionsOfReads() {
    String problem =
        "resourceVersion: Invalid value: \"x\": strconv.ParseUint: parsing \"x\": invalid syntax";
    return Stream.of(
        Arguments.of("/read", 500, problem),
        Arguments.of("", 400, "invalid resource version: " + problem),
        Arguments.of("?watch=1", 500, problem));
  }

  @ParameterizedTest
  @MethodSource("versionsOfReads")
  void read_versionThatIsNoNumber_isRefused(String path, int status, String message)
      throws Exception {
    http.post(MAPS, "{\"metadata\":{\"name\":\"read\"}}");
    String separator = path.contains("?") ? "&" : "?";

    Http.Answer answer = http.get(MAPS + path + separator + "resourceVersion=x");

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.json().getString("message")).isEqualTo(message);
  }

  static Stream<Arguments> syntax() {
    return Cases.of(
        """
        {"a":1,}
          invalid character '}' looking for beginning of object key string ({"a":1,})
        {"a" 1}
          invalid character '1' after object key ({"a" 1})
        {"a":1 "b":2}
          invalid character '"' after object key:value pair ({"a":1 "b":2})
        {"a":[1 2]}
          invalid character '2' after array element ({"a":[1 2]})
        {"a":tru}
          invalid character '}' in literal true (expecting 'e') ({"a":tru})
        {"a":1.x}
          invalid character 'x' after decimal point in numeric literal ({"a":1.x})
        {"a":1ex}
          invalid character 'x' in exponent of numeric literal ({"a":1ex})
        {"a":-x}
          invalid character 'x' in numeric literal ({"a":-x})
        {"a":"\\x"}
          invalid character 'x' in string escape code ({"a":"\\x"})
        {"a":"\\u00x0"}
          invalid character 'x' in \\u hexadecimal character escape ({"a":"\\u00x0"})
        {"metadata":{"name":"a long name"
          unexpected end of JSON input ({"metadata":{"name":"a long na ...)
        {} {}
          invalid character '{' after top-level value ({} {})
        x
          invalid character 'x' looking for beginning of value (78)
        []
          json: cannot unmarshal array into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" } (5b5d)
        """);
  }

  @ParameterizedTest
  @MethodSource("syntax")
  void create_bodyThatIsNoJson_isRefusedInTheWordsOfGo(String body, String expected)
      throws Exception {
    Http.Answer answer = http.post(MAPS, body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().getString("message"))
        .isEqualTo(
            "the object provided is unrecognized (must be of type ConfigMap): couldn't get"
                + " version/kind; json parse error: "
                + expected);
  }

  @Test
  void create_bodyThatIsNull_isAnEmptyObject() throws Exception {
    Expected.assertAnswer(
        http.post(MAPS, "null"),
        """
        422 Invalid
        metadata.name: Required value: name or generateName is required
        """);
  }

  @Test
  void patch_thatIsNoJson_isNotDecoded() throws Exception {
    http.post(MAPS, "{\"metadata\":{\"name\":\"patched\"}}");

    Http.Answer cut = http.patch(MAPS + "/patched", "application/merge-patch+json", "{");
    Http.Answer list = http.patch(MAPS + "/patched", "application/merge-patch+json", "[]");
    Http.Answer nothing = http.patch(MAPS + "/patched", "application/merge-patch+json", "null");
    Http.Answer strategic =
        http.patch(MAPS + "/patched", "application/strategic-merge-patch+json", "{");

    assertThat(cut.json().getString("message"))
        .isEqualTo("error decoding patch: unexpected end of JSON input");
    assertThat(list.json().getString("message"))
        .isEqualTo(
            "error decoding patch: json: cannot unmarshal array into Go value of type"
                + " map[string]interface {}");
    assertThat(nothing.json().getString("message")).isEqualTo("Invalid JSON Patch");
    assertThat(strategic.json().getString("message")).isEqualTo("unexpected end of JSON input");
  }

  @Test
  void watch_timeThatIsOver_ends() throws Exception {
    assertThat(http.get(MAPS + "?watch=1&timeoutSeconds=-1").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "abc, invalid character 'i' looking for beginning of value",
        "e30, server does not recognize this encoded version",
        "!!, illegal base64 data at input byte 0"
      })
  void list_continueThatIsNone_saysWhatIsWrong(String token, String problem) throws Exception {
    Http.Answer answer = http.get(MAPS + "?continue=" + token);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(String.valueOf(answer.json().getString("message")).strip())
        .isEqualTo("invalid continue token: continue key is not valid: " + problem);
  }

  @Test
  void apply_thatIsNoObject_saysWhatIsWrong() throws Exception {
    String path = MAPS + "/applied?fieldManager=test";

    Http.Answer list = http.patch(path, "application/apply-patch+yaml", "[]");
    Http.Answer empty = http.patch(path, "application/apply-patch+yaml", "{}");

    assertThat(list.json().getString("message"))
        .isEqualTo(
            "error decoding YAML: error unmarshaling JSON: while decoding JSON: json: cannot"
                + " unmarshal array into Go value of type map[string]interface {}");
    assertThat(empty.json().getString("message")).isEqualTo("invalid object type: /, Kind=");
  }
}
