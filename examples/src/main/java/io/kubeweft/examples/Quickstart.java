package io.kubeweft.examples;

import io.kubeweft.api.ClientSet;
import io.kubeweft.api.apps.v1.Deployment;
import io.kubeweft.api.autoscaling.v1.Scale;
import io.kubeweft.api.core.v1.ConfigMap;
import io.kubeweft.api.core.v1.CoreV1;
import io.kubeweft.api.core.v1.Namespace;
import io.kubeweft.client.FanOut;
import io.kubeweft.client.KubeClient;
import io.kubeweft.config.ClientConfig;
import io.kubeweft.discovery.ApiResource;
import io.kubeweft.dynamic.Unstructured;
import io.kubeweft.informer.SharedInformer;
import io.kubeweft.informer.SharedInformerFactory;
import io.kubeweft.json.JsonCodecs;
import io.kubeweft.json.JsonObject;
import io.kubeweft.resource.ApplyOptions;
import io.kubeweft.resource.ItemStream;
import io.kubeweft.resource.ObjectClient;
import io.kubeweft.resource.Patch;
import io.kubeweft.resource.ResourceClient;
import io.kubeweft.resource.Watch;
import io.kubeweft.resource.WatchEvent;
import io.kubeweft.rest.ApiException;
import io.kubeweft.rest.RestRequest;
import io.kubeweft.testing.KubeApiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The first ten minutes with Kubeweft.
 *
 * <p>Without options it starts an API server in memory and touches no cluster. With {@code
 * --kubeconfig FILE} it does the same in a fresh namespace of the cluster that the file's current
 * context names, and deletes that namespace in the end.
 */
public final class Quickstart {
  private final KubeClient client;
  private final ClientSet api;
  private final String namespace;
  private final ResourceClient<ConfigMap> configMaps;

  private Quickstart(KubeClient client, String namespace) {
    this.client = client;
    this.api = ClientSet.of(client);
    this.namespace = namespace;
    this.configMaps = api.coreV1().configMaps(namespace);
  }

  private static ConfigMap colours(Map<String, String> data) {
    return ConfigMap.of("colours", c -> c.data(data));
  }

  /**
   * Runs the quickstart; exits with 0 when all of it has worked.
   *
   * @param arguments none, or {@code --kubeconfig FILE}
   * @throws IOException if no kubeconfig can be written for the server in memory
   */
  public static void main(String... arguments) throws IOException {
    switch (arguments.length) {
      case 0 -> inMemory();
      case 2 -> {
        if (!arguments[0].equals("--kubeconfig")) {
          usage();
        }
        inCluster(Path.of(arguments[1]));
      }
      default -> usage();
    }
  }

  private static void usage() {
    System.err.println("options: none for a server in memory, or --kubeconfig FILE for a cluster");
    System.exit(2);
  }

  private static void inMemory() throws IOException {
    Path kubeconfig = Files.createTempFile("kubeweft-quickstart", ".conf");
    try (KubeApiServer server = KubeApiServer.start(s -> s.tls())) {
      say("An API server in memory at %s; kubeconfig %s".formatted(server.uri(), kubeconfig));
      inCluster(server.writeKubeconfig(kubeconfig));
    } finally {
      Files.deleteIfExists(kubeconfig);
    }
  }

  private static void inCluster(Path kubeconfig) {
    try (KubeClient client = KubeClient.connect(ClientConfig.fromFile(kubeconfig))) {
      String namespace = "kubeweft-quickstart-" + Long.toString(System.nanoTime(), 36);
      ObjectClient<Namespace> namespaces = ClientSet.of(client).coreV1().namespaces();
      namespaces.create(Namespace.of(namespace, n -> {}));
      try {
        new Quickstart(client, namespace).run();
      } finally {
        namespaces.delete(namespace);
      }
    }
    say("Done.");
  }

  private void run() {
    rawRequests();
    ConfigMap first = createAndRead();
    changeAndApply(first);
    watch();
    deploy();
    manyAtOnce();
    informer();
    errors();
    dynamic();
    discovery();
  }

  private void rawRequests() {
    JsonObject version = client.rest().send(RestRequest.get("/version")).decode(JsonCodecs.OBJECT);
    say("Any request: the server is %s".formatted(version.getString("gitVersion")));
  }

  private ConfigMap createAndRead() {
    ConfigMap created = configMaps.create(colours(Map.of("sky", "blue")));
    say(
        "Created %s, version %s"
            .formatted(created.metadata().name(), created.metadata().resourceVersion()));
    return configMaps.get("colours");
  }

  private void changeAndApply(ConfigMap first) {
    ConfigMap patched =
        configMaps.patch("colours", Patch.merge("{\"data\":{\"grass\":\"green\"}}"));
    say("Patched: %s".formatted(patched.data()));

    // Reads again and repeats the edit when somebody else was faster.
    ConfigMap updated =
        configMaps.update("colours", map -> map.toBuilder().putData("sun", "yellow").build());
    say("Updated: %s".formatted(updated.data()));

    ConfigMap applied =
        configMaps.apply(colours(Map.of("sea", "teal")), ApplyOptions.fieldManager("quickstart"));
    say("Applied, beside what others own: %s".formatted(applied.data()));
    check(applied.metadata().uid().equals(first.metadata().uid()), "it is still the same object");
  }

  private void watch() {
    String from = configMaps.list().metadata().resourceVersion();
    try (Watch<ConfigMap> watch = configMaps.watch(o -> o.resourceVersion(from))) {
      configMaps.patch("colours", Patch.merge("{\"data\":{\"snow\":\"white\"}}"));
      configMaps.delete("colours");
      for (WatchEvent<ConfigMap> event : watch) {
        switch (event) {
          case WatchEvent.Modified<ConfigMap>(ConfigMap map) ->
              say("Watched a change: %s".formatted(map.data()));
          case WatchEvent.Deleted<ConfigMap>(ConfigMap map) -> {
            say("Watched the deletion of %s".formatted(map.metadata().name()));
            return;
          }
          default -> say("Watched %s".formatted(event));
        }
      }
    }
  }

  /** What is not set is not sent, so a model is its own apply configuration. */
  private void deploy() {
    Deployment web =
        Deployment.of(
            "web",
            d ->
                d.spec(
                    spec ->
                        spec.replicas(3)
                            .selector(selector -> selector.putMatchLabels("app", "web"))
                            .template(
                                template ->
                                    template
                                        .metadata(m -> m.putLabels("app", "web"))
                                        .spec(
                                            pod ->
                                                pod.addContainers(
                                                    c -> c.name("web").image("nginx:1.29"))))));
    Deployment applied =
        api.appsV1().deployments(namespace).apply(web, ApplyOptions.fieldManager("quickstart"));
    Scale scale = api.appsV1().deployments(namespace).scale().get("web");
    String image = applied.spec().template().spec().containers().getFirst().image();
    say("Deployed " + scale.spec().replicas() + " replicas of " + image);
    api.appsV1().deployments(namespace).delete("web");
  }

  private void manyAtOnce() {
    List<Integer> numbers = IntStream.range(0, 50).boxed().toList();
    FanOut.inFlight(16)
        .within(Duration.ofMinutes(1))
        .each(numbers, i -> configMaps.create(ConfigMap.of("item-" + i, c -> {})));

    int count = 0;
    // Page by page, one object in memory at a time.
    try (ItemStream<ConfigMap> items = configMaps.items(o -> o.limit(20))) {
      for (ConfigMap item : items) {
        count += item.metadata().name().startsWith("item-") ? 1 : 0;
      }
    }
    say("Created %d objects at once on virtual threads, and read them in pages".formatted(count));
    check(count == numbers.size(), "all were created");
  }

  /** A local copy that follows the server: reading it costs no request. */
  private void informer() {
    try (SharedInformerFactory informers = SharedInformerFactory.of(client)) {
      SharedInformer<ConfigMap> maps = informers.informer(CoreV1.CONFIG_MAPS, namespace);
      informers.start().awaitSync(Duration.ofSeconds(30));
      int before = maps.lister().list().size();
      ConfigMap written = configMaps.create(ConfigMap.of("late", c -> {}));
      maps.await(written, Duration.ofSeconds(30));
      say("The informer knew " + before + " objects, and has seen the one just written");
      check(maps.lister().get(namespace, "late") != null, "a reader sees its own write");
    }
  }

  private void errors() {
    try {
      configMaps.create(ConfigMap.of("item-1", c -> {}));
    } catch (ApiException e) {
      say("An error says what and why: %s".formatted(e.getMessage()));
      check(e.isAlreadyExists(), "it has a predicate");
    }
    check(configMaps.find("nothing") == null, "find returns null for what is not there");
  }

  private void dynamic() {
    Unstructured service =
        Unstructured.parse(
            """
            {"apiVersion":"v1","kind":"Service","metadata":{"name":"web","namespace":"%s"},
             "spec":{"selector":{"app":"web"},"ports":[{"port":80}]}}
            """
                .formatted(namespace));
    Unstructured applied =
        client.dynamic().forObject(service).apply(service, ApplyOptions.fieldManager("quickstart"));
    say(
        "Without a class: service port %s"
            .formatted(applied.getLong("spec", "ports", "0", "port")));
  }

  private void discovery() {
    ApiResource deployments = client.discovery().mapper().forName("deploy");
    say(
        "The server has %d resources; deploy is %s"
            .formatted(client.discovery().catalog().resources().size(), deployments.resource()));
  }

  private static void check(boolean condition, String expectation) {
    if (!condition) {
      throw new AssertionError("expected that " + expectation);
    }
  }

  private static void say(String line) {
    System.out.println("> " + line);
  }
}
