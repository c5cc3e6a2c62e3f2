package io.kubeweft.examples.guides;

import io.kubeweft.api.core.v1.CoreV1;
import io.kubeweft.api.core.v1.Pod;
import io.kubeweft.client.KubeClient;
import io.kubeweft.informer.ObjectKey;
import io.kubeweft.informer.ResourceHandler;
import io.kubeweft.informer.SharedInformer;
import io.kubeweft.informer.SharedInformerFactory;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** Says what happens to pods. */
public final class WatchPods implements ResourceHandler<Pod> {
  private final PrintStream out;

  WatchPods(PrintStream out) {
    this.out = out;
  }

  /**
   * Says what happens to the pods of some namespaces, until it is interrupted.
   *
   * @param namespaces to look at; none for all
   * @throws InterruptedException when it is interrupted
   */
  public static void main(String... namespaces) throws InterruptedException {
    try (KubeClient client = KubeClient.connect();
        SharedInformerFactory informers = SharedInformerFactory.of(client)) {
      SharedInformer<Pod> pods =
          namespaces.length == 0
              ? informers.informer(CoreV1.PODS)
              : informers.informer(CoreV1.PODS, List.of(namespaces));
      pods.addHandler(new WatchPods(System.out));
      informers.start().awaitSync(Duration.ofSeconds(30));
      System.out.println("Watching " + pods.lister().list().size() + " pods");
      Thread.currentThread().join();
    }
  }

  @Override
  public void onAdd(Pod pod, boolean initial) {
    out.println((initial ? "there is " : "new is ") + ObjectKey.of(pod));
  }

  @Override
  public void onUpdate(Pod before, Pod now) {
    String phase = now.status().phase();
    if (!Objects.equals(phase, before.status().phase())) {
      out.println(ObjectKey.of(now) + " is " + phase);
    }
  }

  @Override
  public void onDelete(Pod last, boolean finalStateUnknown) {
    out.println("gone is " + ObjectKey.of(last));
  }
}
