package io.kubeweft.examples.guides;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeweft.api.ClientSet;
import io.kubeweft.api.core.v1.ConfigMap;
import io.kubeweft.api.core.v1.Service;
import io.kubeweft.client.KubeClient;
import io.kubeweft.informer.ObjectKey;
import io.kubeweft.resource.Patch;
import io.kubeweft.resource.ResourceClient;
import io.kubeweft.rest.ApiException;
import io.kubeweft.testing.Fault;
import io.kubeweft.testing.KubeApiServer;
import io.kubeweft.workqueue.RateLimiter;
import io.kubeweft.workqueue.WorkQueue;
import io.kubeweft.workqueue.WorkQueueListener;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServiceAddressesTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  private final KubeApiServer server = KubeApiServer.start();
  private final KubeClient client = KubeClient.connect(server.clientConfig());
  private final ResourceClient<Service> services =
      ClientSet.of(client).coreV1().services("default");
  private final ResourceClient<ConfigMap> configMaps =
      ClientSet.of(client).coreV1().configMaps("default");
  private final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
  private final WorkQueue<ObjectKey> queue =
      WorkQueue.create(RateLimiter.exponential(Duration.ofMillis(1), Duration.ofMillis(50)));
  private final Thread controller =
      Thread.ofVirtual().unstarted(() -> ServiceAddresses.run(client, queue));

  @BeforeEach
  void start() {
    queue.addListener(
        new WorkQueueListener() {
          @Override
          public void onFailure(Throwable error) {
            failures.add(error);
          }
        });
    controller.start();
  }

  @AfterEach
  void close() throws InterruptedException {
    queue.close();
    controller.join();
    client.close();
    server.close();
  }

  private void createService(String name) {
    services.create(Service.of(name, s -> s.spec(p -> p.addPorts(port -> port.port(80)))));
  }

  private ConfigMap awaitAddress(String name) {
    return configMaps
        .waitUpTo(SOON)
        .until(name, map -> (name + ".default.svc").equals(map.data().get("address")));
  }

  @Test
  void service_created_getsItsAddress() {
    createService("web");

    ConfigMap map = awaitAddress("web");

    assertThat(map.metadata().ownerReferences().getFirst().kind()).isEqualTo("Service");
  }

  @Test
  void configMap_deletedOrChangedByOthers_isRepaired() {
    createService("web");
    ConfigMap first = awaitAddress("web");

    configMaps.patch("web", Patch.merge("{\"data\":{\"address\":\"elsewhere\"}}"));
    awaitAddress("web");
    configMaps.delete("web");
    configMaps.waitUpTo(SOON).untilDeleted("web", first.metadata().uid());

    assertThat(awaitAddress("web").metadata().uid()).isNotEqualTo(first.metadata().uid());
  }

  @Test
  void server_fails_isTriedAgainUntilItWorks() throws Exception {
    for (int i = 0; i < 3; i++) {
      server.inject(Fault.serverError(500), request -> request.is("create", "configmaps"));
    }

    createService("web");
    awaitAddress("web");

    for (int i = 0; i < 3; i++) {
      assertThat(failures.poll(20, TimeUnit.SECONDS)).isInstanceOf(ApiException.class);
    }
    assertThat(failures).isEmpty();
    assertThat(server.pendingFaults()).isEmpty();
  }

  @Test
  void somebodyElse_writesInBetween_conflictIsSurvived() throws Exception {
    createService("web");
    awaitAddress("web");
    Fault late = new Fault.Delay(Duration.ofSeconds(1));
    server.inject(late, request -> request.is("update", "configmaps"));

    configMaps.patch("web", Patch.merge("{\"data\":{\"address\":\"elsewhere\"}}"));
    while (!server.pendingFaults().isEmpty()) {
      Thread.sleep(1); // The controller has not begun its update, which the server holds back.
    }
    configMaps.patch("web", Patch.merge("{\"data\":{\"other\":\"kept out\"}}"));

    assertThat(failures.poll(20, TimeUnit.SECONDS))
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.isConflict()).isTrue());
    awaitAddress("web");
  }

  @Test
  void service_deleted_itsConfigMapGoes() {
    createService("web");
    ConfigMap map = awaitAddress("web");

    services.delete("web");

    configMaps.waitUpTo(SOON).untilDeleted("web", map.metadata().uid());
    assertThat(failures).isEmpty();
  }
}
