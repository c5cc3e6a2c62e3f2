package io.kubeweft.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeweft.discovery.OpenApiDocuments;
import io.kubeweft.dynamic.Manifest;
import io.kubeweft.dynamic.Unstructured;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.meta.DeleteOptions;
import io.kubeweft.meta.GroupVersion;
import io.kubeweft.resource.ApplyOptions;
import org.junit.jupiter.api.Test;

/** What needs a server that has custom resources and publishes its schemas. */
abstract class FullSuite extends DynamicSuite {
  @Test
  void openApi_hasTheSchemasOfAVersion() {
    OpenApiDocuments openApi = client.discovery().openApi();

    OpenApiDocuments.Schema apps = openApi.v3(new GroupVersion("apps", "v1"));
    openApi.v3(new GroupVersion("apps", "v1"));

    assertThat(apps.json().getString("openapi")).startsWith("3.");
    assertThat(apps.json().getObject("paths").members().keySet())
        .anyMatch(path -> path.contains("deployments"));
    assertThat(count.requests()).hasSize(2);
  }

  @Test
  void manifest_withDefinitionAndCustomResource_isAppliedAndDeleted() {
    String group = namespace + ".example.com";
    Unstructured definition =
        Unstructured.parse(
            "{\"apiVersion\":\"apiextensions.k8s.io/v1\",\"kind\":\"CustomResourceDefinition\","
                + "\"metadata\":{\"name\":\"tabs."
                + group
                + "\"},\"spec\":{\"group\":\""
                + group
                + "\",\"scope\":\"Namespaced\",\"names\":{\"plural\":\"tabs\",\"singular\":\"tab\","
                + "\"kind\":\"Tab\"},\"versions\":[{\"name\":\"v1\",\"served\":true,\"storage\":"
                + "true,\"schema\":{\"openAPIV3Schema\":{\"type\":\"object\","
                + "\"x-kubernetes-preserve-unknown-fields\":true}}}]}}");
    Unstructured tab =
        Unstructured.of(
            group + "/v1", "Tab", "t", o -> o.set(JsonObject.of("x", new JsonString("y")), "spec"));
    Manifest manifest = Manifest.of(tab, configMap("c", "1"), definition);

    Manifest.Report applied = dynamic.apply(manifest, ApplyOptions.fieldManager("it"));
    applied.orThrow();
    dynamic.awaitReady(manifest, LONG).orThrow();
    Unstructured read = dynamic.forObject(tab).get("t");
    Manifest.Report deleted = dynamic.delete(manifest, DeleteOptions.EMPTY);
    dynamic.awaitDeleted(deleted.current(), LONG).orThrow();

    assertThat(read.getString("spec", "x")).isEqualTo("y");
    assertThat(deleted.results()).allMatch(result -> result.outcome() == Manifest.Outcome.DELETED);
    assertThat(configMaps().find("c")).isNull();
  }
}
