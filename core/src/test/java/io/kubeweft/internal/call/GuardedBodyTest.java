package io.kubeweft.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubeweft.internal.time.Timer;
import io.kubeweft.internal.transport.HttpAnswer;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GuardedBodyTest {
  private final Timer timer = new Timer("test-timer");
  private final Told told = new Told();
  private final GuardedBody body =
      new GuardedBody(new Ending(), told, timer, () -> 0, closed -> {});
  private GuardedBody.@Nullable Reason endsWith;

  private static final class Told implements HttpAnswer.Connection {
    int timeouts;

    @Override
    public void arrived() {}

    @Override
    public void timedOut() {
      timeouts++;
    }
  }

  /** A body that is ended while a read waits. */
  private final class Ending extends InputStream {
    @Override
    public int read() throws IOException {
      if (endsWith != null) {
        body.end(endsWith);
      }
      throw new IOException("closed");
    }
  }

  @AfterEach
  void close() {
    body.close();
    timer.close();
  }

  @Test
  void read_deadlinePassesMeanwhile_tellsTheConnectionOnce() {
    endsWith = GuardedBody.Reason.DEADLINE;

    assertThatThrownBy(body::read).isInstanceOf(GuardedBody.EndedException.class);
    assertThatThrownBy(body::read).isInstanceOf(GuardedBody.EndedException.class);

    assertThat(told.timeouts).isEqualTo(1);
  }

  @Test
  void read_deadlineHadPassedWhileNobodyRead_doesNotBlameTheConnection() {
    body.end(GuardedBody.Reason.DEADLINE);

    assertThatThrownBy(body::read).isInstanceOf(GuardedBody.EndedException.class);

    assertThat(told.timeouts).isZero();
  }

  @Test
  void read_clientClosesMeanwhile_doesNotBlameTheConnection() {
    endsWith = GuardedBody.Reason.CLIENT_CLOSED;

    assertThatThrownBy(body::read).isInstanceOf(GuardedBody.EndedException.class);

    assertThat(told.timeouts).isZero();
  }
}
