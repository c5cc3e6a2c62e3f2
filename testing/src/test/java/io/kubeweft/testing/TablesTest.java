package io.kubeweft.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeweft.json.Json;
import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonNull;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import io.kubeweft.json.Yaml;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables, with the columns and cells that kube-apiserver 1.36 was seen to send. */
class TablesTest {
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
  private static final String TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io";

  private static final String DEFINITION =
      """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: gauges.example.com}
      spec:
        group: example.com
        scope: Namespaced
        names: {plural: gauges, singular: gauge, kind: Gauge}
        versions:
        - name: v1
          served: true
          storage: true
          schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
          additionalPrinterColumns:
          - {name: Size, type: integer, jsonPath: .spec.size}
          - {name: Ratio, type: number, format: double, jsonPath: .spec.ratio, priority: 1}
          - {name: "On", type: boolean, jsonPath: .spec.on}
          - {name: Text, type: string, jsonPath: .spec.text}
          - {name: List, type: string, jsonPath: .spec.list}
          - {name: Map, type: string, jsonPath: .spec.map}
          - {name: Ready, type: string, jsonPath: '.status.conditions[?(@.type=="Ready")].status'}
          - {name: First, type: string, jsonPath: '.spec.list[0]'}
          - {name: Last, type: string, jsonPath: '.spec.list[-1]'}
          - {name: All, type: string, jsonPath: '.spec.list[*]'}
          - {name: Label, type: string, jsonPath: '.metadata.labels.example\\.com/team'}
          - {name: Quoted, type: string, jsonPath: ".metadata.labels['example\\\\.com/team']"}
          - {name: Wrong, type: integer, jsonPath: .spec.text}
          - {name: Number, type: string, jsonPath: .spec.size}
          - {name: Big, type: string, jsonPath: '.spec.items[?(@.size>2)].name'}
          - {name: When, type: date, jsonPath: .spec.when}
          - {name: Never, type: date, jsonPath: .spec.text}
          - {name: Age, type: date, jsonPath: .metadata.creationTimestamp}
        - name: v2
          served: true
          storage: false
          deprecated: true
          schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
      """;

  private static final String GAUGE =
      """
      apiVersion: example.com/v1
      kind: Gauge
      metadata: {name: full, labels: {example.com/team: red}}
      spec:
        size: 7
        ratio: 0.5
        "on": true
        text: hi
        list: [a, b]
        map: {z: 1, a: [true]}
        items: [{size: 1, name: one}, {size: 3, name: three}]
        when: "2026-11-26T07:00:00Z"
      status: {conditions: [{type: Other, status: x}, {type: Ready, status: "True"}]}
      """;

  private final KubeApiServer server = KubeApiServer.start(s -> s.clock(() -> NOW));
  private final Http http = new Http(server.uri());

  @BeforeEach
  void createNamespace() throws Exception {
    http.post("/api/v1/namespaces", "{\"metadata\":{\"name\":\"t\"}}");
  }

  @AfterEach
  void close() {
    http.close();
    server.close();
  }

  static List<JsonObject> cases() throws IOException {
    try (InputStream in = TablesTest.class.getResourceAsStream("/table-cases.yaml")) {
      JsonArray all = (JsonArray) Yaml.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      return all.values().stream().map(each -> (JsonObject) prepared(each)).toList();
    }
  }

  /** A time so many seconds ago, with as many digits of a second. */
  private static String time(String ago) {
    String seconds = ago.replaceFirst("[.].*", "");
    String digits = ago.substring(seconds.length());
    return NOW.minusSeconds(Long.parseLong(seconds)).toString().replace("Z", digits + "Z");
  }

  /** A case with its namespace and times filled in. */
  private static JsonValue prepared(JsonValue value) {
    return switch (value) {
      case JsonString(String text) when text.startsWith("@-") ->
          new JsonString(time(text.substring(2)));
      case JsonString(String text) -> new JsonString(text.replace("{ns}", "t"));
      case JsonArray array ->
          JsonArray.copyOf(array.values().stream().map(TablesTest::prepared).toList());
      case JsonObject object -> {
        JsonObject.Builder result = JsonObject.builder();
        object.members().forEach((name, member) -> result.put(name, prepared(member)));
        yield result.build();
      }
      default -> value;
    };
  }

  @ParameterizedTest
  @MethodSource("cases")
  void cells_everyState_areThoseOfTheRealServer(JsonObject test) throws Exception {
    String path = test.getString("path");
    String one = path + "/" + test.getString("object", "metadata", "name");
    http.accept(TABLE);
    Http.Answer answer = http.post(path, Json.write(test.get("object")));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);

    if (test.has("delete")) {
      http.delete(one + "?gracePeriodSeconds=30");
    }
    if (test.has("status")) {
      String patch = Json.write(JsonObject.of("status", test.get("status")));
      answer = http.patch(one + "/status?dryRun=All", "application/merge-patch+json", patch);
    }

    JsonObject table = answer.json();
    assertThat(rows(table).getFirst().get("cells")).isEqualTo(test.get("cells"));
    assertThat(table.getArray("columnDefinitions").size()).isEqualTo(test.getArray("cells").size());
  }

  private static List<JsonObject> rows(JsonObject table) {
    return table.getArray("rows").values().stream().map(row -> (JsonObject) row).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /api/v1/configmaps | Name/name, Data, Age
          /api/v1/endpoints | Name/name, Endpoints, Age
          /api/v1/events | Last Seen, Type, Reason, Object, +Subobject, +Source, Message, +First Seen, +Count, +Name/name
          /apis/events.k8s.io/v1/events | Last Seen, Type, Reason, Object, +Subobject, +Source, Message, +First Seen, +Count, +Name/name
          /api/v1/limitranges | Name/name, Created At:date
          /api/v1/namespaces | Name/name, Status, Age
          /api/v1/nodes | Name/name, Status, Roles, Age, Version, +Internal-IP, +External-IP, +OS-Image, +Kernel-Version, +Container-Runtime
          /api/v1/persistentvolumeclaims | Name/name, Status, Volume, Capacity, Access Modes, StorageClass, VolumeAttributesClass, Age, +VolumeMode
          /api/v1/persistentvolumes | Name/name, Capacity, Access Modes, Reclaim Policy, Status, Claim, StorageClass, VolumeAttributesClass, Reason, Age, +VolumeMode
          /api/v1/pods | Name/name, Ready, Status, Restarts, Age, +IP, +Node, +Nominated Node, +Readiness Gates
          /api/v1/replicationcontrollers | Name/name, Desired:integer, Current:integer, Ready:integer, Age, +Containers, +Images, +Selector
          /api/v1/resourcequotas | Name/name, Request, Limit, Age
          /api/v1/secrets | Name/name, Type, Data, Age
          /api/v1/serviceaccounts | Name/name, Age
          /api/v1/services | Name/name, Type, Cluster-IP, External-IP, Port(s), Age, +Selector
          /apis/apps/v1/controllerrevisions | Name/name, Controller, Revision, Age
          /apis/apps/v1/daemonsets | Name/name, Desired:integer, Current:integer, Ready:integer, Up-to-date:integer, Available:integer, Node Selector, Age, +Containers, +Images, +Selector
          /apis/apps/v1/deployments | Name/name, Ready, Up-to-date, Available, Age, +Containers, +Images, +Selector
          /apis/apps/v1/replicasets | Name/name, Desired:integer, Current:integer, Ready:integer, Age, +Containers, +Images, +Selector
          /apis/apps/v1/statefulsets | Name/name, Ready, Age, +Containers, +Images
          /apis/batch/v1/cronjobs | Name/name, Schedule, Timezone, Suspend:boolean, Active:integer, Last Schedule, Age, +Containers, +Images, +Selector
          /apis/batch/v1/jobs | Name/name, Status, Completions, Duration, Age, +Containers, +Images, +Selector
          /apis/coordination.k8s.io/v1/leases | Name/name, Holder, Age
          /apis/discovery.k8s.io/v1/endpointslices | Name/name, AddressType, Ports, Endpoints, Age
          /apis/networking.k8s.io/v1/ingresses | Name/name, Class, Hosts, Address, Ports, Age
          /apis/networking.k8s.io/v1/ingressclasses | Name/name, Controller, Parameters, Age
          /apis/networking.k8s.io/v1/networkpolicies | Name/name, Pod-Selector, Age
          /apis/policy/v1/poddisruptionbudgets | Name/name, Min Available, Max Unavailable, Allowed Disruptions:integer, Age
          /apis/rbac.authorization.k8s.io/v1/clusterroles | Name/name, Created At:date
          /apis/rbac.authorization.k8s.io/v1/rolebindings | Name/name, Role, Age, +Users, +Groups, +ServiceAccounts
          /apis/scheduling.k8s.io/v1/priorityclasses | Name/name, Value:integer, Global-Default:boolean, Age, PreemptionPolicy
          /apis/storage.k8s.io/v1/storageclasses | Name/name, Provisioner, ReclaimPolicy, VolumeBindingMode, AllowVolumeExpansion, Age
          /apis/apiextensions.k8s.io/v1/customresourcedefinitions | Name/name, Created At:date
          /apis/resource.k8s.io/v1/deviceclasses | Name/name, Age
          """)
  void columns_everyKind_areThoseOfTheRealServer(String path, String columns) throws Exception {
    http.accept(TABLE);

    JsonObject table = http.get(path + "?limit=500").json();

    assertThat(columns(table)).isEqualTo(columns);
  }

  private static String columns(JsonObject table) {
    List<String> columns = new ArrayList<>();
    for (JsonValue each : table.getArray("columnDefinitions")) {
      JsonObject column = (JsonObject) each;
      String type = column.getString("type");
      String format = column.getString("format");
      columns.add(
          "+".repeat(Math.toIntExact(column.getLong("priority")))
              + column.getString("name")
              + (type.equals("string") ? "" : ":" + type)
              + (format.isEmpty() ? "" : "/" + format));
    }
    return String.join(", ", columns);
  }

  @Test
  void customResource_additionalColumns_areFilled() throws Exception {
    http.post("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", json(DEFINITION));
    http.post("/apis/example.com/v1/namespaces/t/gauges", json(GAUGE));
    http.post(
        "/apis/example.com/v1/namespaces/t/gauges",
        json("{metadata: {name: empty}, kind: Gauge, apiVersion: example.com/v1}"));
    http.accept(TABLE);

    JsonObject table = http.get("/apis/example.com/v1/gauges").json();
    JsonObject plain = http.get("/apis/example.com/v2/gauges").json();

    assertThat(columns(table))
        .isEqualTo(
            "Name/name, Size:integer, +Ratio:number/double, On:boolean, Text, List, Map, Ready,"
                + " First, Last, All, Label, Quoted, Wrong:integer, Number, Big, When:date,"
                + " Never:date, Age:date");
    assertThat(rows(table).get(1).get("cells"))
        .isEqualTo(
            Json.parse(
                """
                ["full",7,0.5,true,"hi","[\\"a\\",\\"b\\"]","{\\"a\\":[true],\\"z\\":1}","True","a","b","a",
                 "red","red",null,"7","three","5h","<invalid>","0s"]
                """));
    assertThat(rows(table).get(0).getArray("cells").values().subList(1, 18))
        .containsOnly(JsonNull.NULL);
    assertThat(columns(plain)).isEqualTo("Name/name, Age:date");
    assertThat(rows(plain).get(0).get("cells")).isEqualTo(JsonArray.ofStrings("empty", "0s"));
  }

  private static String json(String yaml) {
    return Json.write(Yaml.parse(yaml));
  }

  @Test
  void includeObject_saysWhatRowsCarry() throws Exception {
    createConfigMap("a");
    http.accept(TABLE);
    String path = "/api/v1/namespaces/t/configmaps/a";

    JsonObject none = rows(http.get(path + "?includeObject=None").json()).getFirst();
    JsonObject metadata = rows(http.get(path).json()).getFirst();
    JsonObject object = rows(http.get(path + "?includeObject=Object").json()).getFirst();
    Http.Answer wrong = http.get(path + "?includeObject=Some");

    assertThat(none.get("object")).isEqualTo(JsonNull.NULL);
    assertThat(metadata.getObject("object").members().keySet())
        .containsExactly("kind", "apiVersion", "metadata");
    assertThat(metadata.getString("object", "kind")).isEqualTo("PartialObjectMetadata");
    assertThat(object.getString("object", "kind")).isEqualTo("ConfigMap");
    assertThat(object.getString("object", "data", "k")).isEqualTo("v");
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.json().getString("message")).contains("includeObject").contains("\"Some\"");
  }

  private String createConfigMap(String name) throws IOException, InterruptedException {
    return http.post(
            "/api/v1/namespaces/t/configmaps",
            "{\"metadata\":{\"name\":\"%s\"},\"data\":{\"k\":\"v\"}}".formatted(name))
        .json()
        .getString("metadata", "resourceVersion");
  }

  @Test
  void metadata_ofTables_isThatOfWhatIsShown() throws Exception {
    String version = createConfigMap("a");
    createConfigMap("b");
    http.accept(TABLE);

    JsonObject one = http.get("/api/v1/namespaces/t/configmaps/a").json();
    JsonObject page = http.get("/api/v1/namespaces/t/configmaps?limit=1").json();
    JsonObject none = http.get("/api/v1/namespaces/t/pods").json();

    assertThat(one.getObject("metadata"))
        .isEqualTo(JsonObject.of("resourceVersion", new JsonString(version)));
    assertThat(page.getObject("metadata").members().keySet())
        .containsExactly("resourceVersion", "continue", "remainingItemCount");
    assertThat(none.get("rows")).isEqualTo(JsonArray.EMPTY);
  }

  @Test
  void watch_columns_areOnlyInTheFirstEvent() throws Exception {
    createConfigMap("a");
    createConfigMap("b");
    http.accept(TABLE);

    List<JsonObject> events =
        http.get(
                "/api/v1/namespaces/t/configmaps?watch=1&timeoutSeconds=1&sendInitialEvents=true"
                    + "&allowWatchBookmarks=true&resourceVersionMatch=NotOlderThan")
            .lines();

    assertThat(events)
        .extracting(event -> event.getString("type"))
        .containsExactly("ADDED", "ADDED", "BOOKMARK");
    assertThat(columns(events.get(0).getObject("object"))).isEqualTo("Name/name, Data, Age");
    assertThat(events.get(1).get("object", "columnDefinitions")).isEqualTo(JsonNull.NULL);
    JsonObject bookmark = rows(events.get(2).getObject("object")).getFirst();
    assertThat(bookmark.get("cells")).isEqualTo(Json.parse("[\"\", 0, \"<unknown>\"]"));
    assertThat(bookmark.getString("object", "metadata", "annotations", "k8s.io/initial-events-end"))
        .isEqualTo("true");
  }

  @Test
  void metadataOnly_getListWatch_leaveOutTheRest() throws Exception {
    createConfigMap("a");
    String path = "/api/v1/namespaces/t/configmaps";

    http.accept("application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io");
    JsonObject one = http.get(path + "/a").json();
    JsonObject event = http.get(path + "?watch=1&timeoutSeconds=1").lines().getFirst();
    Http.Answer notOne = http.get(path);
    http.accept("application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io");
    JsonObject list = http.get(path).json();
    Http.Answer notList = http.get(path + "/a");

    Map<String, JsonValue> members = one.members();
    assertThat(members.keySet()).containsExactly("kind", "apiVersion", "metadata");
    assertThat(event.get("object")).isEqualTo(one);
    assertThat(list.getString("kind")).isEqualTo("PartialObjectMetadataList");
    assertThat(list.getArray("items").values()).containsExactly(one);
    assertThat(notOne.status()).isEqualTo(406);
    assertThat(notList.status()).isEqualTo(406);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          text/html | 406
          application/json;as=Table;v=v2;g=meta.k8s.io | 406
          application/json;as=Other;v=v1;g=meta.k8s.io | 406
          application/vnd.kubernetes.protobuf | 406
          application/vnd.kubernetes.protobuf,application/json | 200
          application/json;as=Table;v=v2;g=meta.k8s.io,application/json | 200
          */* | 200
          """)
  void accept_formsThatAreNotThere_areRefused(String accept, int status) throws Exception {
    createConfigMap("a");
    http.accept(accept);

    Http.Answer answer = http.get("/api/v1/namespaces/t/configmaps/a");

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.json().getString("kind")).isEqualTo(status == 200 ? "ConfigMap" : "Status");
  }

  @Test
  void done_pod_hasTheConditionOfItsRow() throws Exception {
    http.accept(TABLE);
    String pod =
        "{\"metadata\":{\"name\":\"p\"},\"spec\":{\"containers\":[{\"name\":\"a\",\"image\":\"i\"}]}}";
    http.post("/api/v1/namespaces/t/pods", pod);

    JsonObject row =
        rows(http.patch(
                    "/api/v1/namespaces/t/pods/p/status",
                    "application/merge-patch+json",
                    "{\"status\":{\"phase\":\"Succeeded\"}}")
                .json())
            .getFirst();

    JsonObject condition = (JsonObject) row.getArray("conditions").get(0);
    assertThat(condition)
        .isEqualTo(
            Json.parse("{\"type\":\"Completed\",\"status\":\"True\",\"reason\":\"Succeeded\"}"));
  }
}
