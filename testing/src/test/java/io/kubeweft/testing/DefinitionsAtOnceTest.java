package io.kubeweft.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Writes of definitions while others write, too. */
class DefinitionsAtOnceTest {
  private static final String DEFINITIONS =
      "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
  private static final String MERGE = "application/merge-patch+json";
  private static final int WRITERS = 8;

  @AutoClose private final Http http = Http.toNewServer();
  @AutoClose private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private static String definition(String plural) {
    return """
    {"metadata":{"name":"%1$s.example.com"},
     "spec":{"group":"example.com","scope":"Namespaced",
      "names":{"plural":"%1$s","kind":"Kind%1$s"},
      "versions":[{"name":"v1","served":true,"storage":true,
       "schema":{"openAPIV3Schema":{"type":"object"}}}]}}
    """
        .formatted(plural);
  }

  private static String objects(String plural) {
    return "/apis/example.com/v1/namespaces/default/" + plural;
  }

  private static String object(String plural, String metadata) {
    return """
    {"apiVersion":"example.com/v1","kind":"Kind%s","metadata":{%s}}
    """
        .formatted(plural, metadata);
  }

  /** Does something as several writers at once. */
  private void together(Writer writer) throws Exception {
    List<Future<?>> done = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      int number = i;
      done.add(
          threads.submit(
              () -> {
                writer.write(number);
                return true;
              }));
    }
    for (Future<?> each : done) {
      each.get();
    }
  }

  private interface Writer {
    void write(int number) throws Exception;
  }

  @Test
  void create_definitionsAtOnce_eachIsServedWhenItIsAnswered() throws Exception {
    for (int round = 0; round < 10; round++) {
      String prefix = "things" + round + "x";
      together(
          number -> {
            String plural = prefix + number;

            Http.Answer declared = http.post(DEFINITIONS, definition(plural));
            Http.Answer created = http.post(objects(plural), object(plural, "\"name\":\"first\""));

            assertThat(declared.status()).describedAs(declared.text()).isEqualTo(201);
            assertThat(created.status()).describedAs(created.text()).isEqualTo(201);
          });
    }
  }

  @Test
  void patch_oneDefinitionAtOnce_nothingIsLost() throws Exception {
    http.post(DEFINITIONS, definition("shared"));
    String path = DEFINITIONS + "/shared.example.com";

    for (int round = 0; round < 10; round++) {
      String prefix = "round" + round + "-";
      together(
          number ->
              http.patch(
                  path,
                  MERGE,
                  "{\"metadata\":{\"annotations\":{\"%s%d\":\"x\"}}}".formatted(prefix, number)));
    }

    assertThat(http.get(path).json().getObject("metadata", "annotations").members())
        .hasSize(10 * WRITERS);
  }

  @Test
  void delete_definitionOfObjectsThatOwnEachOther_deletesThemAll() throws Exception {
    http.post(DEFINITIONS, definition("owned"));
    Http.Answer owner = http.post(objects("owned"), object("owned", "\"name\":\"a\""));
    String reference =
        """
        "name":"b","ownerReferences":[
         {"apiVersion":"example.com/v1","kind":"Kindowned","name":"a","uid":"%s"}]
        """
            .formatted(owner.json().getString("metadata", "uid"));
    http.post(objects("owned"), object("owned", reference));

    Http.Answer answer = http.delete(DEFINITIONS + "/owned.example.com");

    assertThat(answer.status()).describedAs(answer.text()).isEqualTo(200);
    assertThat(http.get(DEFINITIONS + "/owned.example.com").status()).isEqualTo(404);
  }
}
