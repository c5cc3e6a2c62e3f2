package io.kubeweft.examples.guides;

import io.kubeweft.api.core.v1.CoreV1;
import io.kubeweft.api.core.v1.Pod;
import io.kubeweft.client.KubeClient;
import io.kubeweft.dynamic.Unstructured;
import io.kubeweft.informer.InformerOptions;
import io.kubeweft.informer.InformerState;
import io.kubeweft.informer.Lister;
import io.kubeweft.informer.ObjectKey;
import io.kubeweft.informer.SharedInformer;
import io.kubeweft.informer.SharedInformerFactory;
import io.kubeweft.meta.GroupVersionResource;
import io.kubeweft.meta.LabelSelector;
import io.kubeweft.workqueue.WorkQueue;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/** What the guides to informers and queues show beside their programs; it is compiled, not run. */
@SuppressWarnings("unused") // each piece is for the reader
final class InformerGuides {
  private InformerGuides() {}

  static void selected(SharedInformerFactory informers) {
    InformerOptions web =
        InformerOptions.of(o -> o.labelSelector("app=web").fieldSelector("spec.nodeName=node-1"));
    SharedInformer<Pod> pods = informers.informer(CoreV1.PODS, web);
  }

  static void dynamic(KubeClient client, SharedInformerFactory informers) {
    GroupVersionResource crontabs = new GroupVersionResource("example.com", "v1", "crontabs");
    SharedInformer<Unstructured> tabs =
        informers.informer(Unstructured.namespaced(crontabs, "CronTab"));
    SharedInformer<Unstructured> jobs =
        informers.informer(client.discovery().mapper().forName("jobs"));
  }

  static void lister(SharedInformer<Pod> informer) {
    Lister<Pod> pods = informer.lister();
    Pod web = pods.get("default", "web-0"); // null: there is none
    List<Pod> inNamespace = pods.namespace("default");
    List<Pod> selected = pods.list(LabelSelector.matching("app", "web"));
  }

  static void ownWrite(KubeClient client, SharedInformer<Pod> informer, UnaryOperator<Pod> edit) {
    Pod written = client.resource(CoreV1.PODS, "default").update("web-0", edit);
    informer.await(written, Duration.ofSeconds(5));
  }

  static void health(SharedInformer<Pod> informer) {
    InformerState state = informer.state();
    if (!state.healthy()) {
      System.out.println(state.phase() + " since " + state.lastEvent() + ": " + state.lastError());
    }
  }

  static void later(WorkQueue<ObjectKey> queue, ObjectKey key) {
    queue.addAfter(Duration.ofMinutes(10), key); // beside what happens until then
    queue.add(key, WorkQueue.LOW_PRIORITY); // when nothing else is to be done
  }

  static void byHand(WorkQueue<String> queue) {
    for (String item = queue.take(); item != null; item = queue.take()) {
      try {
        work(item);
        queue.forget(item);
      } catch (RuntimeException e) {
        queue.addRateLimited(item);
      } finally {
        queue.done(item);
      }
    }
  }

  private static void work(String item) {}
}
