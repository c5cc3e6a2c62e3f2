package io.kubeweft.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubeweft.KubernetesException;
import io.kubeweft.internal.time.Backoff;
import io.kubeweft.rest.BodyReader;
import io.kubeweft.rest.CancelledException;
import io.kubeweft.rest.ResponseHead;
import io.kubeweft.rest.RestClient;
import io.kubeweft.rest.RestRequest;
import io.kubeweft.rest.RestStream;
import io.kubeweft.rest.TransportException;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A watch whose first connection has ended, and whose second one is never answered. */
@Timeout(60)
class WatchCloseTest implements RestClient {
  private final CountDownLatch connecting = new CountDownLatch(1);
  private final CountDownLatch cancelled = new CountDownLatch(1);
  private final Watch<TestObject> watch =
      Watch.open(
          Endpoint.of(this, TestObject.TYPE, "ns"),
          WatchOptions.of(o -> o.resourceVersion("1")),
          new Backoff(Duration.ZERO, Duration.ZERO, Duration.ZERO, System::nanoTime, () -> 0));
  private final AtomicReference<Throwable> thrown = new AtomicReference<>();
  private final AtomicReference<WatchEvent<TestObject>> event = new AtomicReference<>();
  private volatile boolean interrupted;
  private final Thread reader = Thread.ofVirtual().start(this::read);
  private volatile boolean opened;

  private void read() {
    try {
      event.set(watch.next());
    } catch (RuntimeException e) {
      thrown.set(e);
    }
    interrupted = Thread.currentThread().isInterrupted();
  }

  @Override
  public RestStream open(RestRequest request) {
    if (!opened) {
      opened = true;
      return RestStream.of(
          new ResponseHead(200, Map.of()), new ByteArrayInputStream(new byte[0]), () -> {});
    }
    connecting.countDown();
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      cancelled.countDown();
    }
    throw new CancelledException("interrupted", null);
  }

  @Override
  public <R> R send(RestRequest request, BodyReader<R> bodyReader) {
    throw new UnsupportedOperationException();
  }

  @Override
  public KubernetesException failure(RestRequest request, Throwable failure) {
    return new TransportException("failed", false, failure);
  }

  @AfterEach
  void end() throws Exception {
    watch.close();
    reader.interrupt();
    reader.join();
  }

  @Test
  void close_whileConnectingAnew_endsTheTryAndNextAtOnce() throws Exception {
    connecting.await();

    watch.close();

    cancelled.await();
    reader.join();
    assertThat(thrown).hasNullValue();
    assertThat(event).hasNullValue();
    assertThat(interrupted).as("the reader was not interrupted").isFalse();
  }

  @Test
  void next_interruptedWhileConnectingAnew_endsTheTryAndKeepsTheFlag() throws Exception {
    connecting.await();

    reader.interrupt();

    cancelled.await();
    reader.join();
    assertThat(interrupted).isTrue();
    assertThatThrownBy(
            () -> {
              throw thrown.get();
            })
        .isInstanceOf(CancelledException.class);
  }
}
