package io.kubeweft.testing.rivals;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeweft.testing.KubeApiServer;
import java.util.function.BooleanSupplier;

/** Waits for what other clients do in their own time. */
final class Await {
  private static final int TIMES = 1200;

  private Await() {}

  static void until(String what, BooleanSupplier condition) throws InterruptedException {
    for (int i = 0; i < TIMES && !condition.getAsBoolean(); i++) {
      Thread.sleep(50);
    }
    assertThat(condition.getAsBoolean()).as(what).isTrue();
  }

  /** How often a resource was asked for so. */
  static long asked(KubeApiServer server, String verb, String resource) {
    return server.requests().stream().filter(request -> request.is(verb, resource)).count();
  }
}
