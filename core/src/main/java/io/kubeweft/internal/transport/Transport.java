package io.kubeweft.internal.transport;

import io.kubeweft.internal.time.Deadline;
import java.io.IOException;
import java.util.concurrent.TimeoutException;

/** Sends HTTP requests to one server. */
public interface Transport extends AutoCloseable {
  /**
   * Sends a request and waits for the head of the answer.
   *
   * @param call what to send
   * @param lane on which kind of connection
   * @param deadline when to give up waiting
   * @return the answer, whose body is read by the caller
   * @throws IOException if there is no answer; {@link Failure#of} tells what that means
   * @throws TimeoutException if the deadline passes before there is one
   * @throws InterruptedException if the thread is interrupted
   */
  HttpAnswer send(HttpCall call, Lane lane, Deadline deadline)
      throws IOException, TimeoutException, InterruptedException;

  /** Drops all connections; calls that are under way fail. Does not wait for them. */
  @Override
  void close();
}
