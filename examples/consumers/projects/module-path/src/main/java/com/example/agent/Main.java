package com.example.agent;

import com.example.agent.ops.v1.CronTab;
import com.example.agent.ops.v1.OpsV1;
import io.kubeweft.api.core.v1.ConfigMap;
import io.kubeweft.api.core.v1.CoreV1;
import io.kubeweft.client.KubeClient;
import io.kubeweft.dynamic.Manifest;
import io.kubeweft.dynamic.Unstructured;
import io.kubeweft.informer.SharedInformer;
import io.kubeweft.informer.SharedInformerFactory;
import io.kubeweft.meta.KubernetesObject;
import io.kubeweft.resource.ApplyOptions;
import io.kubeweft.testing.KubeApiServer;
import io.kubeweft.workqueue.WorkQueue;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/** Uses one thing of every published module, each by its module. */
final class Main {
  private static final Duration SOON = Duration.ofSeconds(30);

  private Main() {}

  /** Exits with a stack trace unless all of it works. */
  public static void main(String... arguments) {
    String version = arguments[0];
    everythingIsAModule(version);
    try (KubeApiServer server = KubeApiServer.start(s -> s.tls());
        KubeClient client = KubeClient.connect(server.clientConfig())) {
      typed(client);
      generated(client, Path.of(arguments[1]));
      agentIsNamed(server, version);
    }
    System.out.println("The module path works.");
  }

  private static void everythingIsAModule(String version) {
    Set<String> names =
        ModuleLayer.boot().modules().stream()
            .map(Module::getName)
            .filter(name -> name.startsWith("io.kubeweft"))
            .collect(Collectors.toSet());
    check(
        names.equals(
            Set.of(
                "io.kubeweft.core",
                "io.kubeweft.api",
                "io.kubeweft.informer",
                "io.kubeweft.testing")),
        "the generator stays at home: " + names);
    for (Class<?> type : new Class<?>[] {KubeClient.class, CoreV1.class, WorkQueue.class}) {
      ModuleDescriptor descriptor = type.getModule().getDescriptor();
      check(!descriptor.isAutomatic(), type + " is in a module that says so itself");
      check(descriptor.rawVersion().orElse("").equals(version), descriptor + " has its version");
    }
  }

  private static void typed(KubeClient client) {
    client
        .resource(CoreV1.CONFIG_MAPS, "default")
        .create(ConfigMap.of("a", m -> m.putData("k", "v")));
    Unstructured read = client.dynamic().forName("cm", "default").get("a");
    check("v".equals(read.getString("data", "k")), "what was written is read");
    KubernetesObject owned = new Owned(ConfigMap.of("b", m -> {})).map();
    check(owned.metadata().name().equals("b"), "types of core are seen through api");
  }

  private static void generated(KubeClient client, Path document) {
    Manifest definition = Manifest.read(document);
    client.dynamic().apply(definition, ApplyOptions.fieldManager("agent")).orThrow();
    client.dynamic().awaitReady(definition, SOON).orThrow();
    ClientSet.of(client)
        .opsV1()
        .cronTabs("default")
        .create(CronTab.of("nightly", t -> t.spec(s -> s.schedule("0 3 * * *"))));
    try (SharedInformerFactory informers = SharedInformerFactory.of(client)) {
      SharedInformer<CronTab> tabs = informers.informer(OpsV1.CRON_TABS);
      informers.start().awaitSync(SOON);
      CronTab tab = tabs.lister().get("default", "nightly");
      check(tab != null && tab.spec().schedule().equals("0 3 * * *"), "the informer has it");
    }
  }

  private static void agentIsNamed(KubeApiServer server, String version) {
    check(
        server.requests().stream()
            .allMatch(r -> r.headers().toString().contains("kubeweft/" + version)),
        "the server is told which client this is");
  }

  private record Owned(ConfigMap map) {}

  private static void check(boolean condition, String expectation) {
    if (!condition) {
      throw new AssertionError("expected that " + expectation);
    }
  }
}
