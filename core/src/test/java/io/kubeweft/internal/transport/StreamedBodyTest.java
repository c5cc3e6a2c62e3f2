package io.kubeweft.internal.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** The stream between the thread that receives a body and the one that reads it. */
class StreamedBodyTest {
  private final StreamedBody body = new StreamedBody();
  private final CountingSource source = new CountingSource();

  private static List<ByteBuffer> buffers(String... texts) {
    return Arrays.stream(texts).map(text -> ByteBuffer.wrap(text.getBytes(UTF_8))).toList();
  }

  /** Starts a thread that reads one byte, and waits until it waits. */
  private static Thread waiting(FutureTask<Integer> read) {
    Thread reader = Thread.startVirtualThread(read);
    while (reader.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    return reader;
  }

  @Test
  void isThereAtOnce() {
    assertThat(body.getBody().toCompletableFuture()).isCompletedWithValue(body);
  }

  @Test
  void asksForMoreWhenItHasTakenHalfOfWhatMayCome() throws IOException {
    body.onSubscribe(source);
    int wanted = StreamedBody.AHEAD;
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < StreamedBody.REFILL; i++) {
        assertThat(source.requested).hasValue(wanted);
        body.onNext(buffers("a"));
        assertThat(body.read()).isEqualTo('a');
      }
      wanted += StreamedBody.REFILL;
      assertThat(source.requested).hasValue(wanted);
    }
  }

  @Test
  void goesThroughBuffersUntilNothingComes() throws IOException {
    body.onSubscribe(source);
    body.onNext(buffers("ab", "", "c"));

    assertThat(body.read()).isEqualTo('a');
    assertThat(body.available()).isEqualTo(1);
    assertThat(body.readNBytes(2)).isEqualTo("bc".getBytes(UTF_8));
    assertThat(body.available()).isZero();

    body.onNext(buffers("", ""));
    assertThat(body.available()).isZero();
    body.onNext(buffers("d"));
    body.onComplete();
    assertThat(body.available()).isEqualTo(1);
    assertThat(body.read()).isEqualTo('d');
    assertThat(body.read()).isEqualTo(-1);
    assertThat(body.read(new byte[4], 1, 3)).isEqualTo(-1);
  }

  @Test
  void whatCameBeforeItsSubscriptionCounts() throws IOException {
    body.onNext(buffers("a"));
    body.onSubscribe(source);

    assertThat(source.requested).hasValue(StreamedBody.AHEAD - 1);
    assertThat(body.read()).isEqualTo('a');
    for (int i = 1; i < StreamedBody.REFILL; i++) {
      body.onNext(buffers("b"));
      assertThat(body.read()).isEqualTo('b');
    }
    assertThat(source.requested).hasValue(StreamedBody.AHEAD - 1 + StreamedBody.REFILL);
  }

  @Test
  void asksForAllThatWasTakenBeforeItsSubscription() throws IOException {
    for (int i = 0; i <= StreamedBody.REFILL; i++) {
      body.onNext(buffers("a"));
      assertThat(body.read()).isEqualTo('a');
    }
    body.onSubscribe(source);
    assertThat(source.requested).hasValue(StreamedBody.AHEAD);
    body.onNext(buffers("a"));
    assertThat(body.read()).isEqualTo('a');
    assertThat(source.requested).hasValue(StreamedBody.AHEAD + StreamedBody.REFILL + 2);
  }

  @Test
  void neverSaysEndForNoBytesWanted() throws IOException {
    body.onComplete();
    assertThat(body.read(new byte[2], 1, 0)).isZero();
    assertThatThrownBy(() -> body.read(new byte[2], 1, 2))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void failsAfterWhatCameBefore() throws IOException {
    body.onSubscribe(source);
    body.onNext(buffers("a"));
    body.onError(new IllegalStateException("gone"));

    assertThat(body.read()).isEqualTo('a');
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(body::read).isInstanceOf(IOException.class).hasRootCauseMessage("gone");
    }
  }

  @Test
  void losesNothingBetweenTwoThreads() throws Exception {
    // Hands over as a connection does: one after the other, and only what was asked for.
    int count = 20_000;
    Semaphore asked = new Semaphore(0);
    Flow.Subscription lively =
        new Flow.Subscription() {
          @Override
          public void request(long n) {
            asked.release((int) n);
          }

          @Override
          public void cancel() {}
        };
    Thread unused =
        Thread.startVirtualThread(
            () -> {
              for (int i = 1; i <= count; i++) {
                asked.acquireUninterruptibly();
                body.onNext(buffers(i + ",", "\n"));
              }
              body.onComplete();
            });
    FutureTask<String> all = new FutureTask<>(() -> new String(body.readAllBytes(), UTF_8));
    Thread reader = Thread.startVirtualThread(all);
    body.onSubscribe(lively);

    StringBuilder expected = new StringBuilder();
    for (int i = 1; i <= count; i++) {
      expected.append(i).append(",\n");
    }
    reader.join();
    assertThat(all.resultNow()).isEqualTo(expected.toString());
  }

  @Test
  void closingEndsAReadThatWaits() {
    body.onSubscribe(source);
    FutureTask<Integer> read = new FutureTask<>(body::read);
    Thread unused = waiting(read);
    body.close();

    assertThatThrownBy(read::get).hasRootCauseMessage("closed");
    assertThat(source.cancelled).isTrue();
    assertThat(body.available()).isZero();
  }

  @Test
  void whatIsClosedGivesNothingMore() {
    body.onSubscribe(source);
    body.onNext(buffers("abc"));
    assertThat(body.available()).isEqualTo(3);
    body.close();

    assertThat(body.available()).isZero();
    assertThatThrownBy(body::read).isInstanceOf(IOException.class).hasMessage("closed");
  }

  @Test
  void anInterruptEndsAReadThatWaits() {
    body.onSubscribe(source);
    FutureTask<Integer> read = new FutureTask<>(body::read);
    waiting(read).interrupt();

    assertThatThrownBy(read::get).hasRootCauseInstanceOf(InterruptedException.class);
    assertThat(source.cancelled).isTrue();
  }

  @Test
  void anInterruptEndsAReadThatNeedNotWait() throws Exception {
    body.onSubscribe(source);
    body.onNext(buffers("ab"));
    body.onNext(buffers("c"));
    assertThat(body.read()).isEqualTo('a');

    Thread.currentThread().interrupt();
    try {
      assertThat(body.read()).isEqualTo('b');
      assertThatThrownBy(body::read).hasRootCauseInstanceOf(InterruptedException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(source.cancelled).isTrue();
  }

  @Test
  void aReaderThatIsInterruptedAfterItsStreamWasClosedKnowsOfBoth() throws Exception {
    body.onSubscribe(source);
    FutureTask<Boolean> read =
        new FutureTask<>(
            () -> {
              try {
                body.read();
              } catch (IOException e) {
                LockSupport.park();
              }
              return Thread.currentThread().isInterrupted();
            });
    Thread reader = Thread.startVirtualThread(read);
    while (reader.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    body.close();
    reader.interrupt();

    assertThat(read.get()).isTrue();
  }

  @Test
  void goesOnWaitingWhenWokenForNothing() throws Exception {
    body.onSubscribe(source);
    FutureTask<Integer> read = new FutureTask<>(body::read);
    Thread reader = waiting(read);
    LockSupport.unpark(reader);
    body.onNext(buffers("x"));

    assertThat(read.get()).isEqualTo((int) 'x');
  }

  @Test
  void whatIsClosedBeforeItBeginsAsksForNothing() {
    body.close();
    body.onSubscribe(source);

    assertThat(source.cancelled).isTrue();
    assertThat(source.requested).hasValue(0);
  }

  @Test
  void aSecondSubscriptionIsRefused() {
    CountingSource second = new CountingSource();
    body.onSubscribe(source);
    body.onSubscribe(second);

    assertThat(second.cancelled).isTrue();
    assertThat(source.cancelled).isFalse();
  }
}
