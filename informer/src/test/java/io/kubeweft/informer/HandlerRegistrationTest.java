package io.kubeweft.informer;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeweft.meta.PartialObjectMetadata;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class HandlerRegistrationTest {
  private static final Duration RESYNC = Duration.ofSeconds(1);

  private final HandlerQueue<PartialObjectMetadata> queue = new HandlerQueue<>(false);

  @Test
  void closeAfterTheRest_whenAResyncIsDue_tellsTheRestAndEnds() throws Exception {
    List<String> told = new CopyOnWriteArrayList<>();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch due = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    ResourceHandler<PartialObjectMetadata> handler =
        ResourceHandler.ofKeys(
            key -> {
              begun.countDown();
              await(due);
              told.add(key.name());
            });
    for (String name : List.of("a", "b", "c")) {
      PartialObjectMetadata object = IndexedStoreTest.object("n", name, "red", 1);
      queue.offer(Pending.there(ObjectKey.of(object), null, object, false));
    }
    HandlerRegistration registration =
        HandlerRegistration.create(
            queue,
            handler,
            HandlerOptions.DEFAULT.withResync(RESYNC),
            "handler",
            () -> {},
            self -> ended.countDown());
    registration.start();
    await(begun);
    Thread.sleep(RESYNC);

    registration.closeAfterTheRest();
    due.countDown();

    registration.joinOrInterrupt(Duration.ofSeconds(20));
    await(ended);
    assertThat(told).containsExactly("a", "b", "c");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
