package io.kubeweft.examples.guides;

import io.kubeweft.client.KubeClient;
import io.kubeweft.discovery.ApiCatalog;
import io.kubeweft.discovery.ApiResource;
import io.kubeweft.discovery.DiscoveryClient;
import io.kubeweft.discovery.DiscoveryOptions;
import io.kubeweft.discovery.OpenApiDocuments;
import io.kubeweft.dynamic.DynamicClient;
import io.kubeweft.dynamic.Manifest;
import io.kubeweft.dynamic.Unstructured;
import io.kubeweft.meta.DeleteOptions;
import io.kubeweft.meta.GroupVersion;
import io.kubeweft.meta.GroupVersionResource;
import io.kubeweft.meta.PartialObjectMetadata;
import io.kubeweft.meta.Table;
import io.kubeweft.resource.ApplyOptions;
import io.kubeweft.resource.ListOptions;
import io.kubeweft.resource.ResourceClient;
import java.nio.file.Path;
import java.time.Duration;

/** What docs/guides/dynamic-and-discovery.md shows; it is compiled, and not run. */
@SuppressWarnings("unused") // each piece is for the reader
final class DynamicAndDiscoveryGuide {
  private DynamicAndDiscoveryGuide() {}

  static void anObject(KubeClient client) throws Exception {
    Unstructured web =
        Unstructured.parse(
            "{\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\",\"metadata\":{\"name\":\"web\"}}");

    String name = web.metadata().name(); // typed metadata
    Long replicas = web.getLong("spec", "replicas"); // null: there is none
    String image = web.getString("spec", "template", "spec", "containers", "0", "image");

    Unstructured scaled = web.with("spec", "replicas").set(3).with("spec", "paused").remove();
    Unstructured labelled = scaled.withMetadata(m -> m.putLabels("team", "blue"));
  }

  static void byName(KubeClient client) throws Exception {
    GroupVersionResource crontabs = new GroupVersionResource("example.com", "v1", "crontabs");
    ResourceClient<Unstructured> tabs = client.dynamic().namespaced(crontabs, "demo");

    Unstructured backup = tabs.get("backup");
    tabs.update("backup", tab -> tab.with("spec", "suspend").set(true));
    for (Unstructured tab : tabs.list()) {
      System.out.println(tab);
    }
    tabs.subresource("status").get("backup");
  }

  static void byKind(KubeClient client) throws Exception {
    DynamicClient dynamic = client.dynamic();
    Unstructured config = Unstructured.of("v1", "ConfigMap", "settings", o -> o.namespace("demo"));

    dynamic.forObject(config).apply(config, ApplyOptions.fieldManager("docs"));
    dynamic.forName("deploy", "demo").get("web");
    for (ApiResource resource : dynamic.mapper().category("all")) {
      System.out.println(resource.resource() + ": " + dynamic.everywhere(resource).list().size());
    }
  }

  static void lessThanAll(KubeClient client) throws Exception {
    GroupVersionResource pods = new GroupVersionResource("", "v1", "pods");
    for (PartialObjectMetadata pod : client.dynamic().allNamespacesMetadata(pods).list()) {
      System.out.println(pod.metadata().namespace() + "/" + pod.metadata().name());
    }
    Table table = client.dynamic().allNamespaces(pods).table(ListOptions.ALL);
    table.rows().forEach(row -> System.out.println(row.cells()));
  }

  static void served(KubeClient client) throws Exception {
    DiscoveryClient discovery = client.discovery();
    System.out.println(discovery.serverVersion());

    ApiCatalog catalog = discovery.catalog();
    for (ApiResource resource : catalog.preferredResources()) {
      if (resource.supports("list", "watch")) {
        System.out.println(resource.resource() + " is " + resource.kind());
      }
    }
    catalog.failures().forEach((version, failure) -> System.out.println(failure.getMessage()));
  }

  static void cached(KubeClient client) throws Exception {
    DiscoveryOptions options =
        DiscoveryOptions.of(
            o -> o.cacheDirectory(Path.of("build", "discovery"), client.config().server()));
    try (KubeClient cached = KubeClient.builder(client.config()).discovery(options).build()) {
      System.out.println(cached.discovery().catalog());
    }
  }

  static void schemas(KubeClient client) throws Exception {
    OpenApiDocuments.Schema apps = client.discovery().openApi().v3(new GroupVersion("apps", "v1"));
    System.out.println(apps.json().getObject("components", "schemas").size());
  }

  static void manifest(KubeClient client) throws Exception {
    Manifest manifest = Manifest.read(Path.of("deploy"));
    DynamicClient demo = client.dynamic().inNamespace("demo");

    Manifest.Report applied =
        demo.apply(
            manifest,
            ApplyOptions.fieldManager("docs"),
            step -> System.out.println(step.done() + "/" + step.total() + " " + step.item()));
    applied.orThrow();
    demo.awaitReady(manifest, Duration.ofMinutes(5)).orThrow();

    Manifest.Report deleted = demo.delete(manifest, DeleteOptions.EMPTY);
    demo.awaitDeleted(deleted.current(), Duration.ofMinutes(5)).orThrow();
  }

  static void waits(KubeClient client) throws Exception {
    ResourceClient<Unstructured> jobs = client.dynamic().forName("jobs", "demo");

    jobs.waitUpTo(Duration.ofMinutes(10)).untilReady("import");
    jobs.waitUpTo(Duration.ofMinutes(1)).untilCondition("import", "Complete");
    jobs.waitUpTo(Duration.ofMinutes(1))
        .until("import", job -> job.get("status", "active") != null);
    jobs.waitUpTo(Duration.ofMinutes(1)).untilDeleted("import", null);
  }
}
