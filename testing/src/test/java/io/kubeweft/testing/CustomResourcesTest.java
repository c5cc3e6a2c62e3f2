package io.kubeweft.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kubeweft.client.KubeClient;
import io.kubeweft.dynamic.Unstructured;
import io.kubeweft.json.JsonCodecs;
import io.kubeweft.meta.GroupVersionResource;
import io.kubeweft.resource.ApplyOptions;
import io.kubeweft.resource.ResourceClient;
import io.kubeweft.rest.ApiException;
import io.kubeweft.rest.RestRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CustomResourcesTest {
  private static final String DEFINITION =
      """
      {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition",
       "metadata":{"name":"crontabs.stable.example.com"},
       "spec":{"group":"stable.example.com","scope":"Namespaced",
         "names":{"plural":"crontabs","singular":"crontab","kind":"CronTab","shortNames":["ct"]},
         "versions":[{"name":"v1","served":true,"storage":true,"subresources":{"status":{}},
           "schema":{"openAPIV3Schema":{"type":"object","properties":{
             "spec":{"type":"object","properties":{"schedule":{"type":"string"}}},
             "status":{"type":"object","x-kubernetes-preserve-unknown-fields":true}}}}}]}}
      """;
  private static final GroupVersionResource CRON_TABS =
      new GroupVersionResource("stable.example.com", "v1", "crontabs");

  private final KubeApiServer server = KubeApiServer.start();
  private final KubeClient client = KubeClient.connect(server.clientConfig());
  private final ResourceClient<Unstructured> definitions = client.dynamic().forName("crds", null);
  private final ResourceClient<Unstructured> tabs =
      client.dynamic().namespaced(CRON_TABS, "default");

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  private static Unstructured tab(String schedule) {
    return Unstructured.parse(
        """
        {"apiVersion":"stable.example.com/v1","kind":"CronTab","metadata":{"name":"nightly"},
         "spec":{"schedule":"%s"}}
        """
            .formatted(schedule));
  }

  @Test
  void create_definition_servesItsResourceAtOnce() {
    definitions.create(Unstructured.parse(DEFINITION));

    Unstructured created = tabs.create(tab("0 3 * * *"));

    assertThat(created.getString("spec", "schedule")).isEqualTo("0 3 * * *");
    assertThat(client.dynamic().forName("ct", "default").get("nightly")).isEqualTo(created);
    assertThat(
            definitions
                .get("crontabs.stable.example.com")
                .getString("status", "conditions", "1", "type"))
        .isEqualTo("Established");
  }

  @Test
  void status_isItsOwnSubresource() {
    definitions.create(Unstructured.parse(DEFINITION));
    Unstructured created = tabs.create(tab("a"));

    Unstructured changed = created.with("spec", "schedule").set("b").with("status", "runs").set(1);
    tabs.subresource("status").update(changed);

    assertThat(tabs.get("nightly").getString("spec", "schedule")).isEqualTo("a");
    assertThat(tabs.get("nightly").getLong("status", "runs")).isEqualTo(1);
  }

  @Test
  void apply_customResource_works() {
    definitions.create(Unstructured.parse(DEFINITION));

    tabs.apply(tab("a"), ApplyOptions.fieldManager("test"));
    Unstructured applied = tabs.apply(tab("b"), ApplyOptions.fieldManager("test"));

    assertThat(applied.getString("spec", "schedule")).isEqualTo("b");
  }

  private static Unstructured tabWith(String metadata) {
    return Unstructured.parse(
        """
        {"apiVersion":"stable.example.com/v1","kind":"CronTab",
         "metadata":{"name":"nightly",%s}}
        """
            .formatted(metadata));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void apply_finalizersOfTwoManagers_areMerged(boolean force) {
    definitions.create(Unstructured.parse(DEFINITION));
    tabs.create(tabWith("\"finalizers\":[\"example.com/a\"]"));
    ApplyOptions other = ApplyOptions.fieldManager("other");

    Unstructured applied =
        tabs.apply(tabWith("\"finalizers\":[\"example.com/b\"]"), force ? other.forced() : other);

    assertThat(applied.metadata().finalizers())
        .containsExactlyInAnyOrder("example.com/a", "example.com/b");
  }

  @Test
  void apply_ownersOfTwoManagers_areMerged() {
    definitions.create(Unstructured.parse(DEFINITION));
    String owners =
        """
        "ownerReferences":[{"apiVersion":"v1","kind":"ConfigMap","name":"%1$s","uid":"%1$s"}]
        """;
    tabs.apply(tabWith(owners.formatted("a")), ApplyOptions.fieldManager("one"));

    Unstructured applied =
        tabs.apply(tabWith(owners.formatted("b")), ApplyOptions.fieldManager("two"));

    assertThat(applied.metadata().ownerReferences()).hasSize(2);
  }

  @Test
  void delete_definition_deletesItsObjects() {
    definitions.create(Unstructured.parse(DEFINITION));
    tabs.create(tab("a"));

    definitions.delete("crontabs.stable.example.com");
    ApiException failure = catchThrowableOfType(ApiException.class, () -> tabs.get("nightly"));
    definitions.create(Unstructured.parse(DEFINITION));

    assertThat(failure.isNotFound()).isTrue();
    assertThat(tabs.find("nightly")).isNull();
  }

  @Test
  void openApi_documentOfAGroup_tellsThatFieldsCanBeValidated() {
    String paths =
        client
            .rest()
            .send(RestRequest.get("/openapi/v3/apis/apps/v1"))
            .decode(JsonCodecs.OBJECT)
            .getObject("paths", "/apis/apps/v1/namespaces/{namespace}/deployments/{name}", "patch")
            .toString();

    assertThat(paths).contains("fieldValidation");
  }
}
