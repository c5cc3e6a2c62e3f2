package io.kubeweft.benchmarks.subjects.clientjava;

import io.kubernetes.client.informer.ResourceEventHandler;
import io.kubernetes.client.informer.SharedIndexInformer;
import io.kubernetes.client.informer.SharedInformerFactory;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.apis.CoreV1Api;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodList;
import io.kubernetes.client.util.CallGenerator;
import io.kubernetes.client.util.ClientBuilder;
import io.kubeweft.benchmarks.harness.Measurements;
import io.kubeweft.benchmarks.harness.PodText;
import io.kubeweft.benchmarks.harness.Subject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The official Java client. */
public final class ClientJavaSubject implements Subject {
  private final ApiClient client;
  private final CoreV1Api api;

  private ClientJavaSubject(String url) {
    client = new ClientBuilder().setBasePath(url).build();
    // As its documentation asks of those who use informers.
    client.setReadTimeout(0);
    api = new CoreV1Api(client);
  }

  /** Takes one measurement; see {@link Measurements}. */
  public static void main(String[] args) {
    Measurements.main(args, ClientJavaSubject::new);
  }

  @Override
  public int list() throws ApiException {
    return api.listPodForAllNamespaces().execute().getItems().size();
  }

  @Override
  public void get(String namespace, String name) throws ApiException {
    api.readNamespacedPod(name, namespace).execute();
  }

  @Override
  public int decode(byte[] list) {
    V1PodList pods = JSON.deserialize(new String(list, StandardCharsets.UTF_8), V1PodList.class);
    return pods.getItems().size();
  }

  @Override
  public Informer informer(@Nullable String namespace, Consumer<@Nullable String> onUpdate) {
    SharedInformerFactory factory = new SharedInformerFactory(client);
    CallGenerator calls =
        parameters ->
            namespace == null
                ? api.listPodForAllNamespaces()
                    .resourceVersion(parameters.resourceVersion)
                    .timeoutSeconds(parameters.timeoutSeconds)
                    .watch(parameters.watch)
                    .buildCall(null)
                : api.listNamespacedPod(namespace)
                    .resourceVersion(parameters.resourceVersion)
                    .timeoutSeconds(parameters.timeoutSeconds)
                    .watch(parameters.watch)
                    .buildCall(null);
    SharedIndexInformer<V1Pod> informer =
        factory.sharedIndexInformerFor(
            calls, V1Pod.class, V1PodList.class, Duration.ZERO.toMillis());
    if (System.getProperty("bench.informer", "").equals("lean")) {
      informer.setTransform(
          pod -> {
            Objects.requireNonNull(pod.getMetadata()).setManagedFields(null);
            return pod;
          });
    }
    informer.addEventHandler(
        new ResourceEventHandler<>() {
          @Override
          public void onAdd(V1Pod pod) {}

          @Override
          public void onUpdate(V1Pod before, V1Pod now) {
            V1ObjectMeta metadata = Objects.requireNonNull(now.getMetadata());
            onUpdate.accept(Objects.requireNonNull(metadata.getAnnotations()).get(PodText.SENT));
          }

          @Override
          public void onDelete(V1Pod pod, boolean finalStateUnknown) {}
        });
    factory.startAllRegisteredInformers();
    return new Informer() {
      @Override
      public boolean isSynced() {
        return informer.hasSynced();
      }

      @Override
      public int size() {
        return informer.getIndexer().listKeys().size();
      }
    };
  }

  @Override
  public void close() {}
}
