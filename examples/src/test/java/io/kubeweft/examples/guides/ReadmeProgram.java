package io.kubeweft.examples.guides;

import io.kubeweft.api.ClientSet;
import io.kubeweft.api.apps.v1.Deployment;
import io.kubeweft.api.core.v1.Pod;
import io.kubeweft.client.KubeClient;
import io.kubeweft.resource.ApplyOptions;
import io.kubeweft.resource.Watch;
import io.kubeweft.resource.WatchEvent;

/** What README.md shows; it is compiled, and not run. */
@SuppressWarnings("unused") // each piece is for the reader
final class ReadmeProgram {
  private ReadmeProgram() {}

  static void first() throws Exception {
    try (KubeClient client = KubeClient.connect()) { // kubeconfig, else the pod's service account
      ClientSet api = ClientSet.of(client);
      for (Pod pod : api.coreV1().pods("default").list()) {
        System.out.println(pod.metadata().name() + " " + pod.status().phase());
      }
      api.appsV1()
          .deployments("default")
          .apply(
              Deployment.of("web", d -> d.spec(s -> s.replicas(3))),
              ApplyOptions.fieldManager("docs"));
      try (Watch<Pod> watch = api.coreV1().pods("default").watch()) {
        for (WatchEvent<Pod> event : watch) { // for months, over any number of connections
          System.out.println(event);
        }
      }
    }
  }
}
