package io.kubeweft.benchmarks.subjects.fabric8;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.kubeweft.benchmarks.harness.Measurements;
import io.kubeweft.benchmarks.harness.PodText;
import io.kubeweft.benchmarks.harness.Subject;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** fabric8's kubernetes-client, with its default HTTP client. */
public final class Fabric8Subject implements Subject {
  private final KubernetesClient client;

  private Fabric8Subject(String url) {
    client =
        new KubernetesClientBuilder()
            .withConfig(new ConfigBuilder(Config.empty()).withMasterUrl(url).build())
            .build();
  }

  /** Takes one measurement; see {@link Measurements}. */
  public static void main(String[] args) {
    Measurements.main(args, Fabric8Subject::new);
  }

  @Override
  public int list() {
    return client.pods().inAnyNamespace().list().getItems().size();
  }

  @Override
  public void get(String namespace, String name) {
    if (client.pods().inNamespace(namespace).withName(name).get() == null) {
      throw new IllegalStateException("no pod");
    }
  }

  @Override
  public int decode(byte[] list) {
    return client
        .getKubernetesSerialization()
        .unmarshal(new ByteArrayInputStream(list), PodList.class)
        .getItems()
        .size();
  }

  @Override
  public Informer informer(@Nullable String namespace, Consumer<@Nullable String> onUpdate) {
    ResourceEventHandler<Pod> handler =
        new ResourceEventHandler<>() {
          @Override
          public void onAdd(Pod pod) {}

          @Override
          public void onUpdate(Pod before, Pod now) {
            onUpdate.accept(now.getMetadata().getAnnotations().get(PodText.SENT));
          }

          @Override
          public void onDelete(Pod pod, boolean finalStateUnknown) {}
        };
    SharedIndexInformer<Pod> informer =
        (namespace == null ? client.pods().inAnyNamespace() : client.pods().inNamespace(namespace))
            .runnableInformer(0);
    if (System.getProperty("bench.informer", "").equals("lean")) {
      informer.itemStore(new WithoutManagedFields());
    }
    informer.addEventHandler(handler);
    informer.start();
    return new Informer() {
      @Override
      public boolean isSynced() {
        return informer.hasSynced();
      }

      @Override
      public int size() {
        return informer.getStore().listKeys().size();
      }
    };
  }

  /** Its store for programs that keep less than everything. */
  private static final class WithoutManagedFields extends BasicItemStore<Pod> {
    WithoutManagedFields() {
      super(Cache::metaNamespaceKeyFunc);
    }

    @Override
    public Pod put(String key, Pod pod) {
      pod.getMetadata().setManagedFields(List.of());
      return super.put(key, pod);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
