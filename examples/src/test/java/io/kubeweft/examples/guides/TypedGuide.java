package io.kubeweft.examples.guides;

import io.kubeweft.api.ClientSet;
import io.kubeweft.api.authentication.v1.TokenRequest;
import io.kubeweft.api.autoscaling.v1.Scale;
import io.kubeweft.api.core.v1.CoreV1;
import io.kubeweft.api.core.v1.NodeClient;
import io.kubeweft.api.core.v1.Pod;
import io.kubeweft.api.core.v1.PodClient;
import io.kubeweft.api.policy.v1.Eviction;
import io.kubeweft.client.FanOut;
import io.kubeweft.client.KubeClient;
import io.kubeweft.json.Yaml;
import io.kubeweft.meta.DeleteOptions;
import io.kubeweft.meta.KubernetesObject;
import io.kubeweft.meta.PropagationPolicy;
import io.kubeweft.meta.Quantity;
import io.kubeweft.resource.AllNamespaces;
import io.kubeweft.resource.ApplyOptions;
import io.kubeweft.resource.DeleteResult;
import io.kubeweft.resource.ItemStream;
import io.kubeweft.resource.ListOptions;
import io.kubeweft.resource.Patch;
import io.kubeweft.resource.ResourceClient;
import io.kubeweft.resource.ResourceList;
import io.kubeweft.resource.WriteOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What docs/guides/typed.md shows; it is compiled, and not run. */
@SuppressWarnings("unused") // each piece is for the reader
final class TypedGuide {
  private TypedGuide() {}

  static void clients(KubeClient client) {
    ClientSet api = ClientSet.of(client);
    PodClient pods = api.coreV1().pods("demo"); // one namespace: every verb
    AllNamespaces<Pod> all = api.coreV1().pods(); // all of them: list, watch
    NodeClient nodes = api.coreV1().nodes(); // no namespace at all
    ResourceClient<Pod> same = client.resource(CoreV1.PODS, "demo"); // by what is a value
  }

  static Pod make() {
    Pod pod =
        Pod.of(
            "web",
            p ->
                p.metadata(m -> m.putLabels("app", "web"))
                    .spec(
                        s ->
                            s.restartPolicy("Never")
                                .addContainers(
                                    c ->
                                        c.name("web")
                                            .image("nginx:1.29")
                                            .resources(
                                                r ->
                                                    r.putLimits(
                                                        "memory", Quantity.parse("64Mi"))))));
    return pod;
  }

  static void yaml() throws Exception {
    Pod read = Yaml.read(Pod.CODEC, Path.of("pod.yaml"));
    String text = Yaml.write(Pod.CODEC, read);
    List<KubernetesObject> objects = ClientSet.types().read(Path.of("everything.yaml"));
  }

  static void read(Pod pod) {
    String image = pod.spec().containers().getFirst().image(); // no null on the way
    String phase = pod.status().phase(); // @Nullable: it may be absent
    Pod relabelled = pod.toBuilder().metadata(m -> m.putLabels("app", "db")).build();
  }

  static void many(PodClient pods, AllNamespaces<Pod> all, List<String> names) {
    ResourceList<Pod> running =
        pods.list(o -> o.labelSelector("app=web").fieldSelector("status.phase=Running"));
    try (ItemStream<Pod> items = all.items(o -> o.limit(500))) {
      for (Pod item : items) { // page by page, one object at a time
        System.out.println(item.metadata().name());
      }
    }
    List<Pod> found =
        FanOut.inFlight(32).within(Duration.ofSeconds(30)).map(names, name -> pods.get(name));
  }

  static void write(PodClient pods, Pod pod) {
    Pod created = pods.create(pod); // fails if there is one
    Pod edited =
        pods.update("web", p -> p.toBuilder().metadata(m -> m.putLabels("a", "b")).build());
    Pod merged = pods.createOrUpdate(pod, found -> found.toBuilder().spec(pod.spec()).build());
    Pod applied = pods.apply(pod, ApplyOptions.fieldManager("docs")); // what it holds is ours
    Pod patched = pods.patch("web", Patch.merge("{\"metadata\":{\"labels\":{\"a\":null}}}"));
    Pod tried = pods.create(pod, WriteOptions.of(o -> o.dryRun(true)));
  }

  static void subresources(ClientSet api, PodClient pods, TokenRequest tokenRequest) {
    pods.status().update("web", p -> p.toBuilder().status(s -> s.phase("Running")).build());
    Scale scale = api.appsV1().deployments("demo").scale().get("web");
    pods.eviction().create("web", Eviction.of("web", e -> {}));
    TokenRequest token = api.coreV1().serviceAccounts("demo").token().create("ci", tokenRequest);
  }

  static void delete(PodClient pods) {
    DeleteResult<Pod> result = pods.delete("web");
    pods.delete("web", DeleteOptions.of(o -> o.propagationPolicy(PropagationPolicy.FOREGROUND)));
    pods.deleteCollection(ListOptions.of(o -> o.labelSelector("app=web")));
    pods.waitUpTo(Duration.ofMinutes(1)).untilDeleted("web", null);
  }
}
