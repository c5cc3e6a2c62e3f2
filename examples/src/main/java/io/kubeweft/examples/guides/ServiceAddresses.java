package io.kubeweft.examples.guides;

import io.kubeweft.api.ClientSet;
import io.kubeweft.api.core.v1.ConfigMap;
import io.kubeweft.api.core.v1.CoreV1;
import io.kubeweft.api.core.v1.Service;
import io.kubeweft.client.KubeClient;
import io.kubeweft.informer.InformerOptions;
import io.kubeweft.informer.Lister;
import io.kubeweft.informer.ObjectKey;
import io.kubeweft.informer.ResourceHandler;
import io.kubeweft.informer.SharedInformer;
import io.kubeweft.informer.SharedInformerFactory;
import io.kubeweft.workqueue.WorkQueue;
import java.time.Duration;
import java.util.Map;

/** A controller: gives every service a ConfigMap of the same name, which has its address. */
public final class ServiceAddresses {
  private static final String LABEL = "example.com/address";

  private final ClientSet api;
  private final Lister<Service> services;
  private final Lister<ConfigMap> configMaps;

  private ServiceAddresses(ClientSet api, Lister<Service> services, Lister<ConfigMap> configMaps) {
    this.api = api;
    this.services = services;
    this.configMaps = configMaps;
  }

  /**
   * Runs the controller until the program is told to end.
   *
   * @param arguments none
   */
  public static void main(String... arguments) {
    try (KubeClient client = KubeClient.connect();
        WorkQueue<ObjectKey> queue = WorkQueue.create()) {
      Runtime.getRuntime().addShutdownHook(new Thread(queue::close));
      run(client, queue);
    }
  }

  static void run(KubeClient client, WorkQueue<ObjectKey> queue) {
    try (SharedInformerFactory informers = SharedInformerFactory.of(client)) {
      SharedInformer<Service> services = informers.informer(CoreV1.SERVICES);
      SharedInformer<ConfigMap> configMaps =
          informers.informer(CoreV1.CONFIG_MAPS, InformerOptions.of(o -> o.labelSelector(LABEL)));
      services.addHandler(ResourceHandler.ofKeys(queue::add));
      configMaps.addHandler(ResourceHandler.ofKeys(queue::add));
      informers.start().awaitSync(Duration.ofSeconds(30));

      ServiceAddresses controller =
          new ServiceAddresses(ClientSet.of(client), services.lister(), configMaps.lister());
      queue.run(4, controller::reconcile);
    }
  }

  /** Makes one ConfigMap what it should be. What fails is tried again, later each time. */
  private void reconcile(ObjectKey key) {
    Service service = services.get(key.namespace(), key.name());
    if (service == null) {
      return; // Its ConfigMap goes with it: it is the owner.
    }
    String address = "%s.%s.svc".formatted(key.name(), key.namespace());
    ConfigMap found = configMaps.get(key.namespace(), key.name());
    if (found == null) {
      api.coreV1().configMaps(key.namespace()).create(configMap(service, address));
    } else if (!address.equals(found.data().get("address"))) {
      ConfigMap repaired = found.toBuilder().data(Map.of("address", address)).build();
      api.coreV1().configMaps(key.namespace()).update(repaired);
    }
  }

  private static ConfigMap configMap(Service owner, String address) {
    return ConfigMap.of(
        owner.metadata().name(),
        map ->
            map.metadata(
                    m ->
                        m.putLabels(LABEL, "true")
                            .addOwnerReferences(
                                o ->
                                    o.apiVersion("v1")
                                        .kind("Service")
                                        .name(owner.metadata().name())
                                        .uid(owner.metadata().uid())))
                .putData("address", address));
  }
}
