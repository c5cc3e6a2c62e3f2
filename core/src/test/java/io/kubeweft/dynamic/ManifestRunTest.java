package io.kubeweft.dynamic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubeweft.discovery.DiscoveryClient;
import io.kubeweft.discovery.NoMatchException;
import io.kubeweft.dynamic.Manifest.Outcome;
import io.kubeweft.internal.call.FakeApi;
import io.kubeweft.internal.transport.HttpCall;
import io.kubeweft.meta.DeleteOptions;
import io.kubeweft.resource.ApplyOptions;
import io.kubeweft.resource.NotReadyException;
import io.kubeweft.rest.ApiException;
import io.kubeweft.rest.DeadlineExceededException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ManifestRunTest {
  private static final ApplyOptions OPTIONS = ApplyOptions.fieldManager("test");
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final String DISCOVERY_TYPE =
      "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
  private static final String CRDS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
  private static final String DEFINITION_GROUP =
      """
      {"metadata":{"name":"apiextensions.k8s.io"},"versions":[{"version":"v1","resources":[
       {"resource":"customresourcedefinitions","responseKind":{"kind":"CustomResourceDefinition"},
        "scope":"Cluster","singularResource":"customresourcedefinition","verbs":["get"]}]}]}\
      """;
  private static final String TAB_GROUP =
      """
      {"metadata":{"name":"example.com"},"versions":[{"version":"v1","resources":[
       {"resource":"tabs","responseKind":{"kind":"Tab"},"scope":"Namespaced",
        "singularResource":"tab","verbs":["get"]}]}]}\
      """;

  private final FakeApi api =
      new FakeApi()
          .document(
              "GET /api",
              DISCOVERY_TYPE,
              "\"1\"",
              """
              {"items":[{"metadata":{},"versions":[{"version":"v1","resources":[
               {"resource":"configmaps","responseKind":{"kind":"ConfigMap"},"scope":"Namespaced",
                "singularResource":"configmap","verbs":["get"]},
               {"resource":"namespaces","responseKind":{"kind":"Namespace"},"scope":"Cluster",
                "singularResource":"namespace","verbs":["get"]}]}]}]}\
              """)
          .document("GET /apis", DISCOVERY_TYPE, "\"1\"", "{\"items\":[" + DEFINITION_GROUP + "]}");

  private final DynamicClient dynamic =
      new DynamicClient(api.rest(), new DiscoveryClient(api.rest()).mapper(), "home");
  private final List<String> progress = new ArrayList<>();

  private final Unstructured namespace = Unstructured.of("v1", "Namespace", "ns");
  private final Unstructured config =
      Unstructured.of("v1", "ConfigMap", "c", o -> o.namespace("ns"));
  private final Unstructured tab =
      Unstructured.of("example.com/v1", "Tab", "t", o -> o.namespace("ns"));
  private final Unstructured definition =
      Unstructured.parse(
          "{\"apiVersion\":\"apiextensions.k8s.io/v1\",\"kind\":\"CustomResourceDefinition\","
              + "\"metadata\":{\"name\":\"tabs.example.com\"},\"spec\":{\"group\":\"example.com\","
              + "\"names\":{\"kind\":\"Tab\"},\"versions\":[{\"name\":\"v1\",\"served\":true},"
              + "{\"name\":\"v0\",\"served\":false}]},\"status\":{\"conditions\":[{\"type\":"
              + "\"Established\",\"status\":\"True\"}]}}");

  @AfterEach
  void close() {
    api.close();
  }

  /** Answers an apply with what is applied and a UID, and a list with that. */
  private void accept(String collection, String name) {
    api.on(
        "PATCH " + collection + "/" + name,
        call -> {
          String object =
              text(call).replaceFirst("\"metadata\":\\{", "\"metadata\":{\"uid\":\"u\",");
          list(collection, name, object);
          return FakeApi.answer(200, object);
        });
  }

  private void list(String collection, String name, String objects) {
    api.json(
        "GET " + collection + "?fieldSelector=metadata.name%3D" + name,
        "{\"kind\":\"AnyList\",\"metadata\":{\"resourceVersion\":\"1\"},\"items\":["
            + objects
            + "]}");
  }

  private static String text(HttpCall call) {
    return new String(call.body(), StandardCharsets.UTF_8);
  }

  private List<String> writes() {
    return api.requests().stream().filter(request -> !request.startsWith("GET ")).toList();
  }

  private void note(Manifest.Progress event) {
    String what = event.result() == null ? "begun" : event.result().outcome().toString();
    progress.add(event.item().kind() + " " + what + " " + event.done() + "/" + event.total());
  }

  @Test
  void apply_ordersNamespacesDefinitionsAndCustomResources() {
    accept("/api/v1/namespaces", "ns");
    accept("/api/v1/namespaces/ns/configmaps", "c");
    accept("/apis/example.com/v1/namespaces/ns/tabs", "t");
    api.json("PATCH " + CRDS + "/tabs.example.com", definition.json().toString());
    api.on(
        "GET " + CRDS + "?fieldSelector=metadata.name%3Dtabs.example.com",
        call -> {
          api.document(
              "GET /apis",
              DISCOVERY_TYPE,
              "\"2\"",
              "{\"items\":[" + DEFINITION_GROUP + "," + TAB_GROUP + "]}");
          return FakeApi.answer(
              200,
              "{\"kind\":\"AnyList\",\"metadata\":{\"resourceVersion\":\"1\"},\"items\":["
                  + definition.json()
                  + "]}");
        });

    Manifest.Report report =
        dynamic.apply(Manifest.of(tab, config, definition, namespace), OPTIONS, this::note);

    assertThat(report.orThrow().results())
        .extracting(Manifest.Result::item)
        .containsExactly(tab, config, definition, namespace);
    assertThat(writes())
        .containsExactly(
            "PATCH /api/v1/namespaces/ns?fieldManager=test",
            "PATCH " + CRDS + "/tabs.example.com?fieldManager=test",
            "PATCH /api/v1/namespaces/ns/configmaps/c?fieldManager=test",
            "PATCH /apis/example.com/v1/namespaces/ns/tabs/t?fieldManager=test");
    assertThat(progress)
        .containsExactly(
            "Namespace begun 0/4",
            "Namespace APPLIED 1/4",
            "CustomResourceDefinition begun 1/4",
            "CustomResourceDefinition APPLIED 2/4",
            "ConfigMap begun 2/4",
            "ConfigMap APPLIED 3/4",
            "Tab begun 3/4",
            "Tab APPLIED 4/4");
  }

  @Test
  void apply_whenOneFails_doesTheOthers() {
    accept("/api/v1/namespaces/ns/configmaps", "c");
    api.error("PATCH /api/v1/namespaces/ns", 403, "Forbidden");
    Unstructured nameless = Unstructured.parse("{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\"}");

    Manifest.Report report = dynamic.apply(Manifest.of(config, tab, namespace, nameless), OPTIONS);

    assertThat(report.isSuccess()).isFalse();
    assertThat(report.results())
        .extracting(Manifest.Result::outcome)
        .containsExactly(Outcome.APPLIED, Outcome.FAILED, Outcome.FAILED, Outcome.FAILED);
    assertThat(report.results().get(1).failure()).isInstanceOf(NoMatchException.class);
    assertThat(report.results().get(2).failure()).isInstanceOf(ApiException.class);
    assertThat(report.results().get(3).failure()).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(report::orThrow)
        .isInstanceOf(NoMatchException.class)
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(2));
  }

  @Test
  void apply_ofADefinitionThatIsRefusedItsNames_failsIt() {
    String refused =
        definition
            .json()
            .toString()
            .replace("Established\",\"status\":\"True", "NamesAccepted\",\"status\":\"False");
    api.json("PATCH " + CRDS + "/tabs.example.com", refused);
    list(CRDS, "tabs.example.com", refused);

    Manifest.Report report = dynamic.apply(Manifest.of(definition), OPTIONS);

    assertThat(report.failures())
        .singleElement()
        .satisfies(result -> assertThat(result.failure()).isInstanceOf(NotReadyException.class));
  }

  @Test
  void apply_asDryRun_doesNotWaitForDefinitions() {
    accept(CRDS, "tabs.example.com");

    Manifest.Report report =
        dynamic.apply(Manifest.of(definition), OPTIONS.toBuilder().dryRun(true).build());

    assertThat(report.isSuccess()).isTrue();
    assertThat(api.requests()).hasSize(3);
  }

  @Test
  void delete_goesTheOtherWayRound() {
    api.json("DELETE /api/v1/namespaces/ns", namespace.json().toString())
        .json(
            "DELETE /api/v1/namespaces/ns/configmaps/c",
            "{\"kind\":\"Status\",\"status\":\"Success\",\"details\":{\"uid\":\"u-1\"}}");

    Manifest.Report report =
        dynamic.delete(Manifest.of(namespace, tab, config), DeleteOptions.EMPTY, this::note);

    assertThat(writes())
        .containsExactly(
            "DELETE /api/v1/namespaces/ns/configmaps/c", "DELETE /api/v1/namespaces/ns");
    assertThat(report.results())
        .extracting(Manifest.Result::outcome)
        .containsExactly(Outcome.DELETED, Outcome.ABSENT, Outcome.DELETED);
    assertThat(report.current().objects().get(2).metadata().uid()).isEqualTo("u-1");
    assertThat(progress).hasSize(6).startsWith("Tab begun 0/3").endsWith("Namespace DELETED 3/3");
  }

  @Test
  void delete_ofWhatIsNotThere_isNoFailure() {
    Manifest.Report report = dynamic.delete(Manifest.of(config), DeleteOptions.EMPTY);

    assertThat(report.orThrow().results().get(0).outcome()).isEqualTo(Outcome.ABSENT);
  }

  @Test
  void awaitReady_reportsWhatIsReadyAndWhatHasFailed() {
    list("/api/v1/namespaces/ns/configmaps", "c", config.json().toString());
    list(
        "/api/v1/namespaces",
        "ns",
        namespace.with("status", "phase").set("Active").json().toString());
    Unstructured stalled = config.withMetadata(m -> m.name("d"));
    list(
        "/api/v1/namespaces/ns/configmaps",
        "d",
        stalled
            .with("status")
            .set(
                io.kubeweft.json.Json.parseObject(
                    "{\"conditions\":[{\"type\":\"Stalled\",\"status\":\"True\"}]}"))
            .json()
            .toString());

    Manifest.Report report = dynamic.awaitReady(Manifest.of(config, namespace, stalled), LONG);

    assertThat(report.results())
        .extracting(Manifest.Result::outcome)
        .containsExactly(Outcome.READY, Outcome.READY, Outcome.FAILED);
    assertThat(report.results().get(2).failure()).isInstanceOf(NotReadyException.class);
  }

  @Test
  void awaitReady_whenTimeIsOver_isAFailureOfEachThatIsLeft() {
    list("/api/v1/namespaces/ns/configmaps", "c", "");
    api.on(
        "GET /api/v1/namespaces/ns/configmaps",
        call -> {
          Thread.sleep(20);
          return FakeApi.answer(200, "");
        });

    Manifest.Report report = dynamic.awaitReady(Manifest.of(config, config), Duration.ofMillis(5));

    assertThat(report.failures())
        .hasSize(2)
        .allSatisfy(
            result -> assertThat(result.failure()).isInstanceOf(DeadlineExceededException.class));
  }

  @Test
  void awaitDeleted_ofAnotherObjectOfTheName_isAbsent() {
    list(
        "/api/v1/namespaces/ns/configmaps",
        "c",
        config.withMetadata(m -> m.uid("new")).json().toString());

    Manifest.Report report =
        dynamic.awaitDeleted(
            Manifest.of(config.withMetadata(m -> m.uid("old")), tab), LONG, this::note);

    assertThat(report.results())
        .extracting(Manifest.Result::outcome)
        .containsExactly(Outcome.ABSENT, Outcome.ABSENT);
  }
}
