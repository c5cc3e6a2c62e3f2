package io.kubeweft.rest;

import io.kubeweft.KubernetesException;

/**
 * Sends requests to one API server.
 *
 * <p>Every call blocks its thread, which may well be virtual. Interrupting it cancels the call,
 * keeps the interrupt flag and throws {@link CancelledException}. Credentials, impersonation,
 * client-side rate limit, retries and {@code Retry-After} are taken care of; redirects are not
 * followed. Safe for use by any number of threads.
 */
public interface RestClient {
  /**
   * Sends a request and reads the whole answer.
   *
   * @param request what to send
   * @return a successful answer
   * @throws ApiException if the server answers with an error, or with a redirect
   * @throws TransportException if there is no answer
   * @throws DeadlineExceededException if the request's time has run out
   * @throws CancelledException if the thread is interrupted or the client closed
   */
  default RestResponse send(RestRequest request) {
    return send(request, (head, body) -> new RestResponse(head, body.readAllBytes()));
  }

  /**
   * Sends a request and reads the answer's body while it comes in, so that body and value need not
   * both be in memory. The request's timeout bounds all of it.
   *
   * @param request what to send
   * @param reader reads the body of a successful answer, quickly: other requests may wait for it
   * @return what the reader returns
   * @throws ApiException if the server answers with an error, or with a redirect
   * @throws TransportException if there is no answer, or it breaks off
   * @throws DeadlineExceededException if the request's time has run out
   * @throws CancelledException if the thread is interrupted or the client closed
   */
  <R> R send(RestRequest request, BodyReader<R> reader);

  /**
   * Sends a request and leaves the answer's body to be read by the caller, on a connection of its
   * own. The request's timeout bounds the time until the headers are there; its idle timeout bounds
   * each silence after that.
   *
   * @param request what to send
   * @return a successful answer, to be closed by the caller
   * @throws ApiException if the server answers with an error, or with a redirect
   * @throws TransportException if there is no answer
   * @throws DeadlineExceededException if the request's time has run out
   * @throws CancelledException if the thread is interrupted or the client closed
   */
  RestStream open(RestRequest request);

  /**
   * Returns what a failed read of a stream's body means.
   *
   * @param request what was sent
   * @param failure what the read has thrown
   */
  KubernetesException failure(RestRequest request, Throwable failure);
}
