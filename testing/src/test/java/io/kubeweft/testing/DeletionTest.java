package io.kubeweft.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the deletion of an object takes with it, and what its watchers see. */
class DeletionTest {
  private static final String MAPS = "/api/v1/namespaces/default/configmaps";
  private static final String MERGE = "application/merge-patch+json";
  private static final String FINALIZER = "\"finalizers\":[\"example.com/x\"]";

  @AutoClose private final Http http = Http.toNewServer();

  /** Makes a ConfigMap and returns its uid. */
  private String create(String name, String metadata) throws Exception {
    Http.Answer answer =
        http.post(MAPS, "{\"metadata\":{\"name\":\"%s\"%s}}".formatted(name, metadata));
    assertThat(answer.status()).describedAs(answer.text()).isEqualTo(201);
    return String.valueOf(answer.json().getString("metadata", "uid"));
  }

  private static String ownedBy(String uid, boolean blocks) {
    return """
    ,"ownerReferences":[{"apiVersion":"v1","kind":"ConfigMap","name":"owner","uid":"%s",
     "blockOwnerDeletion":%s}]
    """
        .formatted(uid, blocks);
  }

  private List<String> finalizers(String name) throws Exception {
    JsonArray finalizers = http.get(MAPS + "/" + name).json().getArray("metadata", "finalizers");
    return finalizers.values().stream().map(each -> ((JsonString) each).value()).toList();
  }

  private boolean isThere(String name) throws Exception {
    return http.get(MAPS + "/" + name).status() == 200;
  }

  private List<JsonObject> eventsSince(String version) throws Exception {
    return http.get(MAPS + "?watch=1&timeoutSeconds=1&resourceVersion=" + version).lines();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"kind":"Foo"}                        | Foo       | meta.k8s.io/v1
          {"kind":"ConfigMap","apiVersion":"v1"} | ConfigMap | v1
          """)
  void delete_bodyOfAnotherKind_deletesNothing(String body, String kind, String version)
      throws Exception {
    create("stays", "");

    Http.Answer answer = http.send("DELETE", MAPS + "/stays", "application/json", body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().getString("message"))
        .startsWith("no kind \"%s\" is registered for version \"%s\"".formatted(kind, version));
    assertThat(isThere("stays")).isTrue();
  }

  @Test
  void update_withoutTheLastFinalizer_isOneEvent() throws Exception {
    create("going", "," + FINALIZER);
    JsonObject terminating = http.delete(MAPS + "/going").json();
    String version = terminating.getString("metadata", "resourceVersion");

    Http.Answer edited = http.patch(MAPS + "/going", MERGE, "{\"metadata\":{\"finalizers\":null}}");

    assertThat(edited.status()).isEqualTo(200);
    assertThat(edited.json().getObject("metadata").has("finalizers")).isFalse();
    assertThat(edited.json().getString("metadata", "resourceVersion")).isEqualTo(version);
    List<JsonObject> events = eventsSince(version);
    assertThat(events).extracting(event -> event.getString("type")).containsExactly("DELETED");
    assertThat(events.getFirst().getString("object", "metadata", "resourceVersion"))
        .isEqualTo(Long.toString(Long.parseLong(version) + 1));
  }

  @Test
  void delete_optionsInTheBody_leaveOutTheQuery() throws Exception {
    create("gone", "");

    Http.Answer answer = http.send("DELETE", MAPS + "/gone?dryRun=All", "application/json", "null");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(isThere("gone")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "uid=x,409",
    "resourceVersion=1,409",
    "propagationPolicy=,422",
    "propagationPolicy=nil,422",
    "dryRun=,422",
    "gracePeriodSeconds=,400",
    "orphanDependents=false,202",
    "propagationPolicy=Background,200"
  })
  void delete_optionsInTheQuery_areRead(String query, int status) throws Exception {
    create("held", "," + FINALIZER);

    assertThat(http.delete(MAPS + "/held?" + query).status()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"preconditions":{"uid":""}}            | 409
          {"preconditions":{"resourceVersion":"1"}} | 409
          {"propagationPolicy":5}                 | 400
          {"dryRun":[""]}                         | 422
          {                                       | 400
          """)
  void delete_optionsThatAreWrong_areRefused(String options, int status) throws Exception {
    create("kept", "");

    Http.Answer answer = http.send("DELETE", MAPS + "/kept", "application/json", options);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(isThere("kept")).isTrue();
  }

  @Test
  void delete_preconditionOfANamespace_hasItsOwnWords() throws Exception {
    Http.Answer answer = http.delete("/api/v1/namespaces/default?uid=x");

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.json().getString("message"))
        .startsWith(
            "Operation cannot be fulfilled on namespaces \"default\": Precondition failed: UID in"
                + " precondition: x, UID in object meta: ");
  }

  @Test
  void delete_ofAPodThatGoes_onlyShortensItsGrace() throws Exception {
    String pods = "/api/v1/namespaces/default/pods";
    http.post(
        pods,
        """
        {"metadata":{"name":"p"},"spec":{"nodeName":"n","terminationGracePeriodSeconds":10,
         "containers":[{"name":"c","image":"i"}]}}
        """);
    http.delete(pods + "/p?gracePeriodSeconds=300");

    http.delete(pods + "/p?propagationPolicy=Foreground");
    http.delete(pods + "/p?gracePeriodSeconds=400");
    JsonObject unchanged = http.get(pods + "/p").json().getObject("metadata");
    http.delete(pods + "/p?gracePeriodSeconds=100");
    JsonObject shortened = http.get(pods + "/p").json().getObject("metadata");

    assertThat(unchanged.getLong("deletionGracePeriodSeconds")).isEqualTo(300);
    assertThat(unchanged.has("finalizers")).isFalse();
    assertThat(shortened.getLong("deletionGracePeriodSeconds")).isEqualTo(100);
    assertThat(time(shortened)).isEqualTo(time(unchanged).minusSeconds(200));
  }

  private static Instant time(JsonObject metadata) {
    return Instant.parse(String.valueOf(metadata.getString("deletionTimestamp")));
  }

  @Test
  void delete_namespaceOfManyObjects_emptiesIt() throws Exception {
    http.post("/api/v1/namespaces", "{\"metadata\":{\"name\":\"full\"}}");
    for (int i = 0; i < 3000; i++) {
      http.post(
          "/api/v1/namespaces/full/configmaps", "{\"metadata\":{\"name\":\"a%d\"}}".formatted(i));
    }

    assertThat(http.delete("/api/v1/namespaces/full").status()).isEqualTo(200);

    assertThat(http.get("/api/v1/namespaces/full").status()).isEqualTo(404);
  }

  @Test
  void delete_firstOfALongLineOfOwners_deletesThemAll() throws Exception {
    String uid = create("first", "");
    for (int i = 0; i < 2000; i++) {
      uid = create("next-" + i, ownedBy(uid, false));
    }

    assertThat(http.delete(MAPS + "/first").status()).isEqualTo(200);

    assertThat(isThere("next-1999")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void delete_inForeground_waitsForDependentsThatBlock(boolean blocks) throws Exception {
    String owner = create("owner", "");
    create("dependent", ownedBy(owner, blocks) + "," + FINALIZER);

    http.delete(MAPS + "/owner?propagationPolicy=Foreground");

    assertThat(isThere("owner")).isEqualTo(blocks);
    assertThat(http.get(MAPS + "/dependent").text()).contains("deletionTimestamp");
    http.patch(MAPS + "/dependent", MERGE, "{\"metadata\":{\"finalizers\":null}}");
    assertThat(isThere("owner")).isFalse();
    assertThat(isThere("dependent")).isFalse();
  }

  @Test
  void delete_inForeground_cascades() throws Exception {
    String owner = create("owner", "");
    String middle = create("middle", ownedBy(owner, true));
    create("last", ownedBy(middle, true) + "," + FINALIZER);

    http.delete(MAPS + "/owner?propagationPolicy=Foreground");

    assertThat(finalizers("owner")).containsExactly("foregroundDeletion");
    assertThat(finalizers("middle")).containsExactly("foregroundDeletion");
    http.patch(MAPS + "/last", MERGE, "{\"metadata\":{\"finalizers\":null}}");
    assertThat(isThere("middle")).isFalse();
    assertThat(isThere("owner")).isFalse();
  }

  @Test
  void delete_inForeground_circleOfOwners_goes() throws Exception {
    String owner = create("owner", "");
    String other = create("other", ownedBy(owner, true));
    http.patch(
        MAPS + "/owner",
        MERGE,
        "{\"metadata\":{" + ownedBy(other, true).strip().substring(1) + "}}");

    http.delete(MAPS + "/owner?propagationPolicy=Foreground");

    assertThat(isThere("owner")).isFalse();
    assertThat(isThere("other")).isFalse();
  }

  @Test
  void delete_again_policyReplacesTheEarlierOne() throws Exception {
    String owner = create("owner", "," + FINALIZER);
    create("dependent", ownedBy(owner, true) + "," + FINALIZER);
    http.delete(MAPS + "/owner?propagationPolicy=Foreground");

    http.delete(MAPS + "/owner");
    assertThat(finalizers("owner")).containsExactly("example.com/x", "foregroundDeletion");

    http.delete(MAPS + "/owner?propagationPolicy=Background");
    assertThat(finalizers("owner")).containsExactly("example.com/x");
  }
}
