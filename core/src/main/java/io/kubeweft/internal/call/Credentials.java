package io.kubeweft.internal.call;

import io.kubeweft.internal.time.Deadline;
import io.kubeweft.rest.RestRequest.Parameter;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** Says who sends a request. */
public interface Credentials {
  /**
   * Returns the headers that prove it; may block while a token is fetched. They are not asked for
   * when a request has an Authorization header of its own.
   *
   * @throws TimeoutException if they are not there before the deadline
   */
  List<Parameter> headers(Deadline deadline) throws TimeoutException;

  /**
   * Returns the headers that say whom the sender acts as. They go with every request that does not
   * have an Impersonate-User header of its own.
   */
  default List<Parameter> impersonation() {
    return List.of();
  }

  /**
   * Called when the server did not accept a request with these headers.
   *
   * @param rejected what {@link #headers} returned for it
   * @return whether there are others now, so that sending once more makes sense
   */
  boolean refresh(List<Parameter> rejected);

  /** Ends the fetching of tokens; who waits for it is cancelled. */
  default void close() {}
}
