package io.kubeweft.informer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubeweft.meta.PartialObjectMetadata;
import io.kubeweft.rest.DeadlineExceededException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class HandlerRegistrationTest {
  private static final Duration RESYNC = Duration.ofSeconds(1);
  private static final Duration SOON = Duration.ofSeconds(20);

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
      queue.offer(added(name));
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

    registration.joinOrInterrupt(SOON);
    await(ended);
    assertThat(told).containsExactly("a", "b", "c");
  }

  @Test
  void thread_whenThereIsNothingToTell_ends() throws Exception {
    BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();
    HandlerRegistration registration =
        start(HandlerOptions.DEFAULT, key -> threads.add(Thread.currentThread()), () -> {});

    queue.offer(added("a"));
    Thread first = threads.take();
    assertThat(first.join(SOON)).isTrue();
    queue.offer(added("b"));
    Thread second = threads.take();

    assertThat(second.join(SOON)).isTrue();
    assertThat(second).isNotSameAs(first);
    registration.close();
    registration.joinOrInterrupt(SOON);
    assertThat(threads).isEmpty();
  }

  @Test
  void thread_ofAHandlerWithResyncs_stays() throws Exception {
    BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();
    CountDownLatch resynced = new CountDownLatch(1);
    HandlerRegistration registration =
        start(
            HandlerOptions.DEFAULT.withResync(RESYNC),
            key -> threads.add(Thread.currentThread()),
            resynced::countDown);

    queue.offer(added("a"));
    await(resynced);
    queue.offer(added("b"));

    assertThat(threads.take()).isSameAs(threads.take());
    registration.close();
    registration.joinOrInterrupt(SOON);
  }

  @Test
  void resync_afterTheLongestOfTimes_neverComesAndHarmsNothing() throws Exception {
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    HandlerRegistration registration =
        start(
            HandlerOptions.DEFAULT.withResync(Duration.ofSeconds(Long.MAX_VALUE)),
            key -> told.add(key.name()),
            () -> told.add("resync"));

    queue.offer(added("a"));
    queue.offer(added("b"));

    assertThat(told.take()).isEqualTo("a");
    assertThat(told.take()).isEqualTo("b");
    registration.close();
    registration.joinOrInterrupt(SOON);
    assertThat(told).isEmpty();
  }

  @Test
  void error_outsideTheHandler_endsTheThreadAndNotTheHandler() throws Exception {
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    HandlerRegistration registration =
        start(
            HandlerOptions.DEFAULT.withResync(RESYNC),
            key -> told.add(key.name() + " by " + Thread.currentThread().threadId()),
            () -> {
              told.add("resync by " + Thread.currentThread().threadId());
              Thread.currentThread().setUncaughtExceptionHandler((thread, expected) -> {});
              throw new OutOfMemoryError("a test");
            });
    queue.offer(added("a"));
    String first = told.take();
    String resync = told.take();
    assertThat(first.replace("a", "resync")).isEqualTo(resync);

    queue.offer(added("b"));

    assertThat(told.take()).startsWith("b by ").isNotEqualTo(first.replace("a", "b"));
    registration.close();
    registration.joinOrInterrupt(SOON);
  }

  @Test
  void thread_hasTheClassLoaderOfWhoAddedTheHandler() throws Exception {
    BlockingQueue<ClassLoader> loaders = new LinkedBlockingQueue<>();
    ClassLoader own = new ClassLoader("own", getClass().getClassLoader()) {};
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(own);
    try {
      HandlerRegistration unused =
          start(
              HandlerOptions.DEFAULT,
              key -> loaders.add(Thread.currentThread().getContextClassLoader()),
              () -> {});
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }

    queue.offer(added("a"));

    assertThat(loaders.take()).isSameAs(own);
    queue.close(false);
  }

  @Test
  void close_ofAnIdleHandler_isNotWaitedFor() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    HandlerRegistration registration =
        HandlerRegistration.create(
            queue,
            ResourceHandler.ofKeys(key -> {}),
            HandlerOptions.DEFAULT,
            "handler",
            () -> {},
            self -> ended.countDown());
    registration.start();

    registration.closeAfterTheRest();

    await(ended);
    registration.joinOrInterrupt(SOON);
  }

  @Test
  void handler_failsAndSoDoesTheLog_isSyncedAllTheSame() throws Exception {
    Logger log = Logger.getLogger(HandlerRegistration.class.getName());
    Handler broken =
        new Handler() {
          @Override
          public void publish(LogRecord logged) {
            if (logged.getMessage().contains("unlucky")) {
              throw new IllegalStateException("expected by the test");
            }
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    log.addHandler(broken);
    try {
      queue.offer(initial("unlucky"));
      queue.initialComplete();
      HandlerRegistration registration =
          start(
              HandlerOptions.DEFAULT,
              key -> {
                Thread.currentThread().setUncaughtExceptionHandler((thread, expected) -> {});
                throw new IllegalStateException("expected by the test, too");
              },
              () -> {});

      registration.awaitSync(SOON);

      assertThat(registration.failures()).isEqualTo(1);
      registration.close();
    } finally {
      log.removeHandler(broken);
    }
  }

  @Test
  void awaitSync_closedBefore_ends() throws Exception {
    HandlerRegistration registration = start(HandlerOptions.DEFAULT, key -> {}, () -> {});
    FutureTask<Void> waiting =
        new FutureTask<>(
            () -> {
              registration.awaitSync(Duration.ofDays(1));
              return null;
            });
    Thread waiter = Thread.ofPlatform().daemon().start(waiting);
    while (waiter.getState() != Thread.State.TIMED_WAITING) {
      Thread.sleep(1);
    }

    registration.close();

    assertThatThrownBy(() -> waiting.get(SOON.toSeconds(), TimeUnit.SECONDS))
        .cause()
        .isInstanceOf(DeadlineExceededException.class)
        .hasMessageContaining("closed");
    assertThat(registration.isSynced()).isFalse();
  }

  @Test
  void awaitSync_informerClosedBeforeItHadAllObjects_ends() {
    HandlerRegistration registration = start(HandlerOptions.DEFAULT, key -> {}, () -> {});

    registration.closeAfterTheRest();

    assertThatThrownBy(() -> registration.awaitSync(SOON)).hasMessageContaining("closed");
    assertThat(registration.isSynced()).isFalse();
  }

  @Test
  void awaitSync_closedWithTheRestToTell_waitsForIt() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    queue.offer(initial("a"));
    queue.offer(initial("b"));
    queue.initialComplete();
    HandlerRegistration registration = start(HandlerOptions.DEFAULT, key -> await(go), () -> {});

    registration.closeAfterTheRest();
    go.countDown();

    registration.awaitSync(SOON);
    assertThat(registration.isSynced()).isTrue();
  }

  private HandlerRegistration start(
      HandlerOptions options, Consumer<ObjectKey> tell, Runnable resync) {
    HandlerRegistration registration =
        HandlerRegistration.create(
            queue, ResourceHandler.ofKeys(tell), options, "handler", resync, self -> {});
    registration.start();
    return registration;
  }

  private static Pending<PartialObjectMetadata> initial(String name) {
    PartialObjectMetadata object = IndexedStoreTest.object("n", name, "red", 1);
    return Pending.there(ObjectKey.of(object), null, object, true);
  }

  private static Pending<PartialObjectMetadata> added(String name) {
    PartialObjectMetadata object = IndexedStoreTest.object("n", name, "red", 1);
    return Pending.there(ObjectKey.of(object), null, object, false);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
