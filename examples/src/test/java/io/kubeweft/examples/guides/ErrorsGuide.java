package io.kubeweft.examples.guides;

import io.kubeweft.api.ClientSet;
import io.kubeweft.api.core.v1.ConfigMap;
import io.kubeweft.api.core.v1.Pod;
import io.kubeweft.api.core.v1.Service;
import io.kubeweft.client.KubeClient;
import io.kubeweft.config.ClientConfig;
import io.kubeweft.meta.StatusCause;
import io.kubeweft.resource.ResourceClient;
import io.kubeweft.resource.Retry;
import io.kubeweft.rest.ApiException;
import io.kubeweft.rest.Attempt;
import io.kubeweft.rest.CancelledException;
import io.kubeweft.rest.Interceptor;
import io.kubeweft.stream.LogStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** What docs/guides/errors-and-retries.md shows; ErrorsGuideTest runs most of it. */
@SuppressWarnings("unused") // each piece is for the reader
final class ErrorsGuide {
  private ErrorsGuide() {}

  static void create(ResourceClient<ConfigMap> maps) {
    try {
      maps.create(ConfigMap.of("settings", c -> {}));
    } catch (ApiException e) {
      if (!e.isAlreadyExists()) {
        throw e;
      }
    }
  }

  static void causes(ResourceClient<Service> services) {
    try {
      services.create(Service.of("web", s -> s.spec(spec -> spec.type("Nonsense"))));
    } catch (ApiException e) {
      for (StatusCause cause : e.status().details().causes()) {
        System.out.println(cause.field() + ": " + cause.message());
      }
    }
  }

  static void edit(ResourceClient<ConfigMap> maps) {
    maps.update("settings", m -> m.toBuilder().putData("colour", "blue").build());
  }

  static void retry(ResourceClient<ConfigMap> maps) {
    Retry.onConflict(
        () -> {
          ConfigMap read = maps.get("settings");
          return maps.update(read.toBuilder().data(newData(read.data())).build());
        });
  }

  private static Map<String, String> newData(Map<String, String> data) {
    Map<String, String> counted = new HashMap<>(data);
    counted.merge("count", "1", (old, one) -> "" + (Integer.parseInt(old) + 1));
    return counted;
  }

  static Pod deadlines(ClientConfig config, ClientSet api) {
    ClientConfig patient = config.with(c -> c.requestTimeout(Duration.ofMinutes(5)));
    Pod pod = api.coreV1().pods("demo").within(Duration.ofSeconds(2)).get("web");
    return pod;
  }

  static Thread cancel(ClientSet api) {
    Thread follower =
        Thread.startVirtualThread(
            () -> {
              try (LogStream lines = api.coreV1().pods("demo").log().follow("web")) {
                lines.forEach(System.out::println);
              } catch (CancelledException e) {
                System.out.println("told to stop");
              }
            });
    follower.interrupt();
    return follower;
  }

  static KubeClient measure(ClientConfig config) {
    Interceptor timing =
        new Interceptor() {
          @Override
          public void after(Attempt attempt) {
            long millis = attempt.duration().toMillis();
            System.out.println(
                attempt.request().verb() + " " + attempt.head() + " " + millis + " ms");
          }
        };
    KubeClient measured = KubeClient.builder(config).interceptor(timing).build();
    return measured;
  }
}
