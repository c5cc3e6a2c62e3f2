package io.kubeweft.conformance;

import io.kubeweft.api.apps.v1.Deployment;
import io.kubeweft.api.core.v1.ConfigMap;
import io.kubeweft.api.core.v1.Pod;
import java.util.Map;
import java.util.function.Consumer;

/** Objects of which tests need some. */
final class Workloads {
  private Workloads() {}

  static ConfigMap configMap(String name, String value) {
    return ConfigMap.of(name, c -> c.putData("a", value));
  }

  static ConfigMap configMap(String name, Map<String, String> labels) {
    return ConfigMap.of(name, c -> c.metadata(m -> m.name(name).labels(labels)));
  }

  /** A pod that no scheduler takes. */
  static Pod pod(String name) {
    return pod(name, p -> {});
  }

  static Pod pod(String name, Consumer<Pod.Builder> settings) {
    Pod.Builder pod =
        Pod.of(
            name,
            p ->
                p.spec(
                    s ->
                        s.addSchedulingGates(g -> g.name("kubeweft.io/conformance"))
                            .terminationGracePeriodSeconds(0L)
                            .addContainers(
                                c ->
                                    c.name("c")
                                        .image("none")
                                        .resources(r -> r.putRequests("cpu", Quantities.CPU)))))
            .toBuilder();
    settings.accept(pod);
    return pod.build();
  }

  static Deployment deployment(String name, int replicas) {
    return Deployment.of(
        name,
        d ->
            d.spec(
                s ->
                    s.replicas(replicas)
                        .selector(l -> l.putMatchLabels("app", name))
                        .template(
                            t ->
                                t.metadata(m -> m.putLabels("app", name))
                                    .spec(
                                        p ->
                                            p.addSchedulingGates(
                                                    g -> g.name("kubeweft.io/conformance"))
                                                .terminationGracePeriodSeconds(0L)
                                                .addContainers(c -> c.name("c").image("none"))))));
  }
}
