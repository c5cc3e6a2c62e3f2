package io.kubeweft.internal.transport;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/**
 * One request, sent by a thread of its own: that one can be interrupted to end it, while the
 * caller's interrupt is the caller's.
 *
 * @param <B> the body
 */
final class Sending<B> extends FutureTask<HttpResponse<B>> {
  Sending(Callable<HttpResponse<B>> send) {
    super(send);
  }

  /** An answer that comes all the same must not keep its connection. */
  @Override
  protected void set(HttpResponse<B> response) {
    super.set(response);
    if (isCancelled()) {
      close(response);
    }
  }

  /** Ends it for a caller who has given up; an answer that has just come is dropped, too. */
  void drop() {
    if (!cancel(true) && state() == State.SUCCESS) {
      close(resultNow());
    }
  }

  private static void close(HttpResponse<?> response) {
    try {
      SmallBodies.stream(response.body()).close();
    } catch (IOException e) {
      // It was to be dropped anyway.
    }
  }
}
