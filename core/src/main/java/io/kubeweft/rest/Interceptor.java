package io.kubeweft.rest;

/**
 * Looks at every sending of every request: adds headers, traces, counts, logs.
 *
 * <p>Called on the thread of the request. An exception from {@link #before} fails the call; one
 * from {@link #after} is logged and passed over.
 */
public interface Interceptor {
  /**
   * Called before each sending, retries included.
   *
   * @param request what is to be sent, without credentials
   * @return what is sent instead, often the same with more headers
   */
  default RestRequest before(RestRequest request) {
    return request;
  }

  /**
   * Called once after each {@link #before} that has returned, whatever came of it: when the answer
   * was read, a stream is handed out, or the sending has failed.
   *
   * @param attempt what happened
   */
  default void after(Attempt attempt) {}
}
