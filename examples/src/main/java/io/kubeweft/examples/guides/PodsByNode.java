package io.kubeweft.examples.guides;

import io.kubeweft.api.core.v1.CoreV1;
import io.kubeweft.api.core.v1.Pod;
import io.kubeweft.client.KubeClient;
import io.kubeweft.informer.Indexer;
import io.kubeweft.informer.SharedInformerFactory;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Knows which pods are on which node, without asking the server. */
public final class PodsByNode {
  private static final String NODE = "node";

  private final Indexer<Pod> pods;

  PodsByNode(SharedInformerFactory informers) {
    pods = informers.informer(CoreV1.PODS).indexer();
    pods.addIndex(NODE, PodsByNode::nodeOf);
  }

  /** None, as long as the pod is not scheduled. */
  private static List<String> nodeOf(Pod pod) {
    String node = pod.spec().nodeName();
    return node == null || node.isEmpty() ? List.of() : List.of(node);
  }

  /**
   * Counts the pods of each node.
   *
   * @param arguments none
   */
  public static void main(String... arguments) {
    try (KubeClient client = KubeClient.connect();
        SharedInformerFactory informers = SharedInformerFactory.of(client)) {
      PodsByNode pods = new PodsByNode(informers);
      informers.start().awaitSync(Duration.ofSeconds(30));
      for (String node : pods.nodes()) {
        System.out.println(node + ": " + pods.on(node).size() + " pods");
      }
    }
  }

  Set<String> nodes() {
    return new TreeSet<>(pods.indexValues(NODE));
  }

  List<Pod> on(String node) {
    return pods.byIndex(NODE, node);
  }
}
