package io.kubeweft.benchmarks.subjects.kubeweft;

import io.kubeweft.api.ClientSet;
import io.kubeweft.api.core.v1.CoreV1;
import io.kubeweft.api.core.v1.Pod;
import io.kubeweft.benchmarks.harness.Measurements;
import io.kubeweft.benchmarks.harness.PodText;
import io.kubeweft.benchmarks.harness.Subject;
import io.kubeweft.client.KubeClient;
import io.kubeweft.config.ClientConfig;
import io.kubeweft.informer.HandlerOptions;
import io.kubeweft.informer.HandlerRegistration;
import io.kubeweft.informer.InformerOptions;
import io.kubeweft.informer.ResourceHandler;
import io.kubeweft.informer.SharedInformer;
import io.kubeweft.json.DecodeOptions;
import io.kubeweft.json.JsonReader;
import io.kubeweft.resource.ListWatch;
import io.kubeweft.resource.ResourceList;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Kubeweft. */
public final class KubeweftSubject implements Subject {
  private final KubeClient client;
  private final ClientSet api;

  private final InformerOptions informers;

  /**
   * Creates a client.
   *
   * @param url the server's address
   * @param informers how its informers work
   */
  public KubeweftSubject(String url, InformerOptions informers) {
    this.informers = informers;
    client = KubeClient.connect(ClientConfig.builder(URI.create(url)).build());
    api = ClientSet.of(client);
  }

  /** Takes one measurement; see {@link Measurements}. */
  public static void main(String[] args) {
    Measurements.main(args, url -> new KubeweftSubject(url, options()));
  }

  @Override
  public int list() {
    return api.coreV1().pods().list().size();
  }

  @Override
  public void get(String namespace, String name) {
    api.coreV1().pods(namespace).get(name);
  }

  @Override
  public int decode(byte[] list) {
    ByteArrayInputStream body = new ByteArrayInputStream(list);
    try (JsonReader reader = JsonReader.of(body, DecodeOptions.DEFAULT.forList())) {
      ResourceList<Pod> pods = reader.read(ResourceList.codec(CoreV1.PODS));
      return pods == null ? 0 : pods.size();
    }
  }

  @Override
  public Informer informer(@Nullable String namespace, Consumer<@Nullable String> onUpdate) {
    ListWatch<Pod> pods = namespace == null ? api.coreV1().pods() : api.coreV1().pods(namespace);
    SharedInformer<Pod> informer = SharedInformer.of(pods, informers);
    ResourceHandler<Pod> handler =
        new ResourceHandler<>() {
          @Override
          public void onUpdate(Pod before, Pod now) {
            onUpdate.accept(now.metadata().annotations().get(PodText.SENT));
          }
        };
    // Every event, as the others deliver them: else those of one pod that wait become one.
    HandlerRegistration registration =
        informer.addHandler(HandlerOptions.DEFAULT.withEveryEvent(true), handler);
    informer.start();
    return new Informer() {
      @Override
      public boolean isSynced() {
        return registration.isSynced();
      }

      @Override
      public int size() {
        return informer.indexer().size();
      }
    };
  }

  /**
   * What the JVM was told with {@code -Dbench.informer=}: {@code list}, {@code lean} or nothing.
   */
  private static InformerOptions options() {
    return switch (System.getProperty("bench.informer", "")) {
      case "list" -> InformerOptions.of(o -> o.watchList(false));
      case "lean" -> InformerOptions.of(o -> o.keepManagedFields(false));
      default -> InformerOptions.DEFAULT;
    };
  }

  @Override
  public void close() {
    client.close();
  }
}
