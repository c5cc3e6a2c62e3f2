package io.kubeweft.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeweft.json.JsonObject;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What verbs do beyond storing; as kube-apiserver 1.36 answered. */
class SemanticsTest {
  private static final String CORE = "/api/v1/namespaces/default/";
  private static final String MAPS = CORE + "configmaps";
  private static final String PODS = CORE + "pods";
  private static final String MERGE = "application/merge-patch+json";
  private static final String APPLY = "application/apply-patch+yaml";

  private final KubeApiServer server = KubeApiServer.start();
  private final Http http = new Http(server.uri());

  @AfterEach
  void stop() {
    http.close();
    server.close();
  }

  private Http.Answer createMap(String name, String metadata)
      throws IOException, InterruptedException {
    return http.post(MAPS, "{\"metadata\":{\"name\":\"%s\"%s}}".formatted(name, metadata));
  }

  private void createPod(String name, String spec) throws IOException, InterruptedException {
    Http.Answer answer =
        http.post(
            PODS,
            """
            {"metadata":{"name":"%s","labels":{"app":"a"}},
             "spec":{%s"containers":[{"name":"c","image":"i"}]}}
            """
                .formatted(name, spec));
    assertThat(answer.status()).isEqualTo(201);
  }

  static Stream<Arguments> options() {
    return Cases.of(
        """
        resourceVersionMatch=Exact
          422 Invalid
          resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided
        resourceVersionMatch=Foo&resourceVersion=1
          422 Invalid
          resourceVersionMatch: Unsupported value: "Foo": supported values: "Exact", "NotOlderThan", ""
        resourceVersionMatch=Exact&resourceVersion=0
          422 Invalid
          resourceVersionMatch: Forbidden: resourceVersionMatch "exact" is forbidden for resourceVersion "0"
        sendInitialEvents=true
          422 Invalid
          sendInitialEvents: Forbidden: sendInitialEvents is forbidden for list
        watch=true&sendInitialEvents=true
          422 Invalid
          resourceVersionMatch: Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan
        watch=true&sendInitialEvents=true&resourceVersionMatch=Exact
          422 Invalid
          resourceVersionMatch: Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan
          resourceVersionMatch: Unsupported value: "Exact": supported values: "NotOlderThan"
        watch=true&resourceVersionMatch=NotOlderThan
          422 Invalid
          resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided
        fieldSelector=foo%3Dbar
          400 BadRequest
        continue=abc
          400 BadRequest
        """);
  }

  @ParameterizedTest
  @MethodSource("options")
  void list_optionsThatContradict_areRefused(String query, String expected) throws Exception {
    Expected.assertAnswer(http.get(MAPS + "?" + query), expected);
  }

  @Test
  void list_continueAfterCompaction_goesOnWithTheTokenOfTheAnswer() throws Exception {
    for (String name : new String[] {"a", "b", "c"}) {
      createMap(name, "");
    }
    String token = http.get(MAPS + "?limit=1").json().getString("metadata", "continue");
    http.delete(MAPS + "/c");
    server.compact();

    JsonObject expired = http.get(MAPS + "?limit=1&continue=" + token).json();
    String fresh = expired.getString("metadata", "continue");
    JsonObject rest = http.get(MAPS + "?continue=" + fresh).json();

    assertThat(expired.getString("reason")).isEqualTo("Expired");
    assertThat(rest.getArray("items").size()).isEqualTo(1);
    assertThat(rest.getString("items", "0", "metadata", "name")).isEqualTo("b");
  }

  @ParameterizedTest
  @CsvSource({
    "watch=True, 1",
    "watch=yes, 1",
    "watch=, 1",
    "watch=0, 0",
    "watch=FALSE, 0",
    "watch=1&sendInitialEvents=False&resourceVersionMatch=NotOlderThan, 0",
    "watch=1&sendInitialEvents=T&resourceVersionMatch=NotOlderThan, 1"
  })
  void list_booleans_areReadAsByTheServer(String query, int events) throws Exception {
    createMap("a", "");

    Http.Answer answer = http.get(MAPS + "?timeoutSeconds=1&" + query);

    assertThat(answer.text().lines().filter(line -> line.startsWith("{\"type\":\"ADDED\"")))
        .hasSize(events);
  }

  @Test
  void list_ofAnyVersion_hasNoPages() throws Exception {
    createMap("a", "");
    createMap("b", "");

    JsonObject cached = http.get(MAPS + "?limit=1&resourceVersion=0").json();
    JsonObject page = http.get(MAPS + "?limit=1").json();

    assertThat(cached.getArray("items").size()).isEqualTo(2);
    assertThat(cached.getObject("metadata").has("continue")).isFalse();
    assertThat(page.getArray("items").size()).isEqualTo(1);
  }

  @Test
  void get_versionToCome_saysWhenToAskAgain() throws Exception {
    createMap("a", "");

    Http.Answer answer = http.get(MAPS + "/a?resourceVersion=99999999");

    assertThat(answer.status()).isEqualTo(504);
    assertThat(answer.json().getString("message"))
        .startsWith("Timeout: Too large resource version: 99999999, current: ");
  }

  @Test
  void create_whileTheOldOneIsBeingDeleted_saysSo() throws Exception {
    createMap("going", ",\"finalizers\":[\"example.com/x\"]");
    http.delete(MAPS + "/going");

    Http.Answer answer = createMap("going", "");

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.json().getString("message"))
        .isEqualTo("object is being deleted: configmaps \"going\" already exists");
  }

  @Test
  void delete_podOnANode_hasTimeToStop() throws Exception {
    createPod("runs", "\"nodeName\":\"n\",");

    JsonObject first = http.delete(PODS + "/runs").json();
    JsonObject shorter = http.delete(PODS + "/runs?gracePeriodSeconds=10").json();
    JsonObject longer = http.delete(PODS + "/runs?gracePeriodSeconds=40").json();
    http.delete(PODS + "/runs?gracePeriodSeconds=0");

    assertThat(first.getLong("metadata", "deletionGracePeriodSeconds")).isEqualTo(30);
    assertThat(shorter.getLong("metadata", "deletionGracePeriodSeconds")).isEqualTo(10);
    assertThat(longer.getLong("metadata", "deletionGracePeriodSeconds")).isEqualTo(10);
    assertThat(http.get(PODS + "/runs").status()).isEqualTo(404);
  }

  @Test
  void delete_podWithoutANode_goesAtOnce() throws Exception {
    createPod("waits", "");

    Http.Answer answer = http.delete(PODS + "/waits");

    assertThat(answer.json().getString("kind")).isEqualTo("Pod");
    assertThat(http.get(PODS + "/waits").status()).isEqualTo(404);
  }

  @Test
  void delete_dryRun_leavesTheObject() throws Exception {
    createMap("kept", "");

    Http.Answer one = http.delete(MAPS + "/kept?dryRun=All");
    Http.Answer all = http.delete(MAPS + "?dryRun=All");

    assertThat(one.json().getString("status")).isEqualTo("Success");
    assertThat(all.json().getArray("items").size()).isEqualTo(1);
    assertThat(http.get(MAPS + "/kept").status()).isEqualTo(200);
  }

  @Test
  void delete_precondition_isHeld() throws Exception {
    createMap("kept", "");

    Http.Answer answer =
        http.send(
            "DELETE", MAPS + "/kept", "application/json", "{\"preconditions\":{\"uid\":\"x\"}}");

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.json().getString("message"))
        .startsWith(
            "Operation cannot be fulfilled on ConfigMap \"kept\": the UID in the precondition (x)");
  }

  @Test
  void delete_unknownPolicy_isRefused() throws Exception {
    createMap("kept", "");

    Http.Answer answer = http.delete(MAPS + "/kept?propagationPolicy=Foo");

    Expected.assertAnswer(
        answer,
        """
        422 Invalid
        propagationPolicy: Unsupported value: "Foo": supported values: "Foreground", "Background", "Orphan", "nil"
        """);
  }

  private void createDependent() throws IOException, InterruptedException {
    String uid = createMap("owner", "").json().getString("metadata", "uid");
    createMap(
        "dependent",
        (",\"ownerReferences\":[{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"name\":\"owner\","
                + "\"uid\":\"%s\",\"blockOwnerDeletion\":true}],\"finalizers\":[\"x.io/y\"]")
            .formatted(uid));
  }

  @Test
  void delete_orphan_leavesDependentsWithoutOwner() throws Exception {
    createDependent();

    http.delete(MAPS + "/owner?propagationPolicy=Orphan");
    JsonObject dependent = http.get(MAPS + "/dependent").json();

    assertThat(http.get(MAPS + "/owner").status()).isEqualTo(404);
    assertThat(dependent.getArray("metadata", "ownerReferences").isEmpty()).isTrue();
    assertThat(dependent.get("metadata", "deletionTimestamp")).isNull();
  }

  @Test
  void delete_foreground_waitsForDependents() throws Exception {
    createDependent();

    http.delete(MAPS + "/owner?propagationPolicy=Foreground");
    JsonObject owner = http.get(MAPS + "/owner").json();
    http.patch(MAPS + "/dependent", MERGE, "{\"metadata\":{\"finalizers\":null}}");

    assertThat(owner.getArray("metadata", "finalizers").toString())
        .isEqualTo("[\"foregroundDeletion\"]");
    assertThat(http.get(MAPS + "/dependent").status()).isEqualTo(404);
    assertThat(http.get(MAPS + "/owner").status()).isEqualTo(404);
  }

  @Test
  void namespace_terminating_takesNothingNew() throws Exception {
    http.post("/api/v1/namespaces", "{\"metadata\":{\"name\":\"own\"}}");
    String maps = "/api/v1/namespaces/own/configmaps";
    http.post(maps, "{\"metadata\":{\"name\":\"stays\",\"finalizers\":[\"x.io/y\"]}}");
    http.delete("/api/v1/namespaces/own");

    Http.Answer refused = http.post(maps, "{\"metadata\":{\"name\":\"new\"}}");
    http.patch(maps + "/stays", MERGE, "{\"metadata\":{\"finalizers\":null}}");

    Expected.assertAnswer(
        refused,
        """
        403 Forbidden
        metadata.namespace: namespace own is being terminated
        """);
    assertThat(http.get("/api/v1/namespaces/own").status()).isEqualTo(404);
  }

  @Test
  void namespace_default_stays() throws Exception {
    assertThat(http.delete("/api/v1/namespaces/default").status()).isEqualTo(403);
  }

  private static final String EVICTION =
      "{\"apiVersion\":\"policy/v1\",\"kind\":\"Eviction\",\"metadata\":{\"name\":\"%s\"}}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"kind":"Foo"} | Foo in version "v1" cannot be handled as a Eviction: no kind "Foo"
          {"kind":"ConfigMap","apiVersion":"v1"} | ConfigMap in version "v1" cannot be handled as a Eviction: converting (v1.ConfigMap) to (policy.Eviction)
          {"deleteOptions":[]} | Eviction in version "v1" cannot be handled as a Eviction: json: cannot unmarshal array
          """)
  void eviction_thatIsNone_isABadRequest(String body, String message) throws Exception {
    Http.Answer answer = http.post(PODS + "/none/eviction", body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().getString("message")).startsWith(message);
  }

  @Test
  void eviction_againstABudget_isRefused() throws Exception {
    for (String name : new String[] {"a", "b"}) {
      createPod(name, "");
      http.patch(
          PODS + "/" + name + "/status",
          MERGE,
          "{\"status\":{\"phase\":\"Running\",\"conditions\":"
              + "[{\"type\":\"Ready\",\"status\":\"True\"}]}}");
    }
    http.post(
        "/apis/policy/v1/namespaces/default/poddisruptionbudgets",
        "{\"metadata\":{\"name\":\"most\"},\"spec\":{\"minAvailable\":\"50%\","
            + "\"selector\":{\"matchLabels\":{\"app\":\"a\"}}}}");

    Http.Answer first = http.post(PODS + "/a/eviction", EVICTION.formatted("a"));
    Http.Answer other = http.post(PODS + "/b/eviction", EVICTION.formatted("other"));
    Http.Answer second = http.post(PODS + "/b/eviction", EVICTION.formatted("b"));

    assertThat(first.status()).isEqualTo(201);
    assertThat(other.status()).isEqualTo(400);
    assertThat(second.status()).isEqualTo(429);
    assertThat(second.json().getString("details", "causes", "0", "message"))
        .isEqualTo("The disruption budget most needs 1 healthy pods and has 1 currently");
  }

  @Test
  void binding_pod_getsANodeOnce() throws Exception {
    createPod("free", "");
    String binding =
        "{\"metadata\":{\"name\":\"free\"},\"target\":{\"kind\":\"Node\",\"name\":\"%s\"}}";

    Http.Answer first = http.post(PODS + "/free/binding", binding.formatted("n"));
    Http.Answer second = http.post(PODS + "/free/binding", binding.formatted("m"));

    assertThat(first.status()).isEqualTo(201);
    assertThat(second.json().getString("message"))
        .isEqualTo(
            "Operation cannot be fulfilled on pods/binding \"free\": pod free is already assigned"
                + " to node \"n\"");
    assertThat(http.get(PODS + "/free").json().getString("spec", "nodeName")).isEqualTo("n");
  }

  private Http.Answer apply(String manager, String data) throws IOException, InterruptedException {
    return http.patch(
        MAPS + "/applied?fieldManager=" + manager,
        APPLY,
        "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"applied\"},\"data\":"
            + data
            + "}");
  }

  @Test
  void apply_conflict_namesManagersAndFields() throws Exception {
    apply("one", "{\"a\":\"1\"}");
    http.patch(MAPS + "/applied?fieldManager=two", MERGE, "{\"data\":{\"c\":\"3\"}}");

    Http.Answer answer = apply("three", "{\"a\":\"2\",\"c\":\"4\"}");

    assertThat(answer.json().getString("message"))
        .isEqualTo(
            "Apply failed with 2 conflicts: conflicts with \"one\":\n- .data.a\nconflicts with"
                + " \"two\" using v1:\n- .data.c");
    Expected.assertAnswer(
        answer,
        """
        409 Conflict
        .data.a: conflict with "one"
        .data.c: conflict with "two" using v1
        """);
  }

  @Test
  void apply_whatCanNotBeOwned_isRefused() throws Exception {
    String pod =
        "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"p\"},\"spec\":%s}";
    String path = PODS + "/p?fieldManager=one";

    Http.Answer unknown = http.patch(path, APPLY, pod.formatted("{\"foo\":1}"));
    Http.Answer twice =
        http.patch(
            path, APPLY, pod.formatted("{\"containers\":[{\"name\":\"a\"},{\"name\":\"a\"}]}"));

    assertThat(unknown.json().getString("message"))
        .isEqualTo(
            "failed to create typed patch object (/p; /v1, Kind=Pod): .spec.foo: field not declared"
                + " in schema");
    assertThat(twice.json().getString("message"))
        .isEqualTo(
            "failed to create typed patch object (/p; /v1, Kind=Pod): .spec.containers: duplicate"
                + " entries for key [name=\"a\"]");
  }

  @Test
  void apply_withoutManager_isRefused() throws Exception {
    Expected.assertAnswer(
        apply("", "{}"),
        """
        422 Invalid
        fieldManager: Required value: is required for apply patch
        """);
  }

  @Test
  void managedFields_emptyEntry_forgetsOwners() throws Exception {
    apply("one", "{\"a\":\"1\"}");

    Http.Answer reset =
        http.patch(MAPS + "/applied", MERGE, "{\"metadata\":{\"managedFields\":[{}]}}");
    Http.Answer refused = apply("two", "{\"a\":\"2\"}");
    Http.Answer allowed = apply("two", "{\"a\":\"1\",\"b\":\"1\"}");

    assertThat(reset.json().getObject("metadata").has("managedFields")).isFalse();
    assertThat(Expected.inShort(refused))
        .isEqualTo("409 Conflict\n.data.a: conflict with \"before-first-apply\" using v1");
    assertThat(allowed.json().getArray("metadata", "managedFields").values())
        .extracting(entry -> ((JsonObject) entry).getString("manager"))
        .containsExactly("two", "before-first-apply");
  }

  @Test
  void apply_status_isOwnedThroughItsSubresourceAlone() throws Exception {
    String pods = PODS + "/applied";
    String pod =
        "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"applied\"},\"spec\":"
            + "{\"containers\":[{\"name\":\"c\",\"image\":\"i\"}]},\"status\":{\"phase\":\"%s\"}}";

    http.patch(pods + "?fieldManager=spec", APPLY, pod.formatted("Failed"));
    String phase = http.get(pods).json().getString("status", "phase");
    Http.Answer answer =
        http.patch(pods + "/status?fieldManager=status", APPLY, pod.formatted("Running"));

    assertThat(phase).isEqualTo("Pending");
    assertThat(answer.json().getString("status", "phase")).isEqualTo("Running");
    assertThat(answer.json().getArray("metadata", "managedFields").values())
        .extracting(entry -> ((JsonObject) entry).getObject("fieldsV1").members().keySet())
        .containsExactlyInAnyOrder(Set.of("f:spec"), Set.of("f:status"));
  }

  @Test
  void create_generatedNames_areMadeFromTheBase() throws Exception {
    String body = "{\"metadata\":{\"generateName\":\"a-\"}}";

    Http.Answer answer = http.post(MAPS, body);
    Http.Answer bad = http.post(MAPS, "{\"metadata\":{\"generateName\":\"A_\"}}");

    assertThat(answer.json().getString("metadata", "name")).matches("a-[a-z0-9]{5}");
    assertThat(bad.status()).isEqualTo(422);
  }

  @Test
  void create_workload_isDefaulted() throws Exception {
    Http.Answer answer =
        http.post(
            "/apis/apps/v1/namespaces/default/deployments",
            """
            {"metadata":{"name":"d"},"spec":{"selector":{"matchLabels":{"a":"b"}},
             "template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[
              {"name":"c","image":"i:1","ports":[{"containerPort":80}]}]}}}}
            """);

    assertThat(answer.json().getLong("spec", "replicas")).isEqualTo(1);
    assertThat(answer.json().getString("spec", "strategy", "rollingUpdate", "maxSurge"))
        .isEqualTo("25%");
    JsonObject pod = answer.json().getObject("spec", "template", "spec");
    assertThat(pod.getString("restartPolicy")).isEqualTo("Always");
    assertThat(pod.getString("containers", "0", "imagePullPolicy")).isEqualTo("IfNotPresent");
    assertThat(pod.getString("containers", "0", "ports", "0", "protocol")).isEqualTo("TCP");
  }

  static Stream<Arguments> orders() {
    return Cases.of(
        """
        migrate,warm
          migrate,seed,warm -> migrate,seed,warm
        a,b
          b,a -> b,a
        a,b,c
          c,new,a -> c,new,a
        """);
  }

  @ParameterizedTest
  @MethodSource("orders")
  void apply_list_hasTheOrderOfWhoApplies(String first, String second) throws Exception {
    String[] change = second.split(" -> ", -1);
    applyInitContainers("one", first);

    assertThat(applyInitContainers("one", change[0])).isEqualTo(change[1]);
  }

  @Test
  void apply_list_othersKeepTheirPlaceBetween() throws Exception {
    applyInitContainers("one", "a,x,b,y");
    applyInitContainers("two", "a,b");

    assertThat(applyInitContainers("two", "b,a")).isEqualTo("x,b,y,a");
    assertThat(applyInitContainers("two", "b,c,a")).isEqualTo("x,b,y,c,a");
    assertThat(applyInitContainers("three", "new")).isEqualTo("x,b,y,c,a,new");
  }

  private String applyInitContainers(String manager, String names) throws Exception {
    String containers =
        Stream.of(names.split(",", -1))
            .map("{\"name\":\"%s\",\"image\":\"i\"}"::formatted)
            .collect(Collectors.joining(","));
    Http.Answer answer =
        http.patch(
            "/apis/apps/v1/namespaces/default/deployments/ordered?fieldManager=" + manager,
            APPLY,
            """
            {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"ordered"},
             "spec":{"selector":{"matchLabels":{"a":"b"}},"template":{
              "metadata":{"labels":{"a":"b"}},
              "spec":{"containers":[{"name":"main","image":"i"}],"initContainers":[%s]}}}}
            """
                .formatted(containers));
    assertThat(answer.status()).describedAs(answer.text()).isIn(200, 201);
    return answer.json().getArray("spec", "template", "spec", "initContainers").values().stream()
        .map(each -> String.valueOf(((JsonObject) each).getString("name")))
        .collect(Collectors.joining(","));
  }
}
