package io.kubeweft.examples.guides;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeweft.api.ClientSet;
import io.kubeweft.api.core.v1.CoreV1;
import io.kubeweft.api.core.v1.Pod;
import io.kubeweft.api.core.v1.PodClient;
import io.kubeweft.client.KubeClient;
import io.kubeweft.informer.HandlerRegistration;
import io.kubeweft.informer.SharedInformer;
import io.kubeweft.informer.SharedInformerFactory;
import io.kubeweft.testing.KubeApiServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PodGuidesTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  private final KubeApiServer server = KubeApiServer.start();
  private final KubeClient client = KubeClient.connect(server.clientConfig());
  private final SharedInformerFactory informers = SharedInformerFactory.of(client);
  private final PodClient pods = ClientSet.of(client).coreV1().pods("default");

  @AfterEach
  void close() {
    informers.close();
    client.close();
    server.close();
  }

  private Pod create(String name, String node) {
    return pods.create(
        Pod.of(
            name,
            p -> p.spec(s -> s.nodeName(node).addContainers(c -> c.name("main").image("a:1")))));
  }

  @Test
  void watchPods_comeChangeAndGo_saysSo() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SharedInformer<Pod> informer = informers.informer(CoreV1.PODS);
    HandlerRegistration handler =
        informer.addHandler(new WatchPods(new PrintStream(out, true, StandardCharsets.UTF_8)));
    create("a", "one");
    informers.start();
    handler.awaitSync(SOON);

    pods.status().update("a", p -> p.toBuilder().status(s -> s.phase("Running")).build());
    informer.await(create("b", "one"), SOON);
    pods.delete("b");
    informer.await(create("c", "one"), SOON);
    informers.close();

    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .contains("there is default/a", "default/a is Running", "new is default/c");
  }

  @Test
  void podsByNode_pods_areFoundByNode() {
    create("a", "one");
    create("b", "one");
    create("c", "two");
    create("pending", null);
    PodsByNode byNode = new PodsByNode(informers);

    informers.start().awaitSync(SOON);

    assertThat(byNode.nodes()).containsExactly("one", "two");
    assertThat(byNode.on("one")).extracting(p -> p.metadata().name()).containsOnly("a", "b");
    assertThat(byNode.on("three")).isEmpty();
  }
}
