package io.kubeweft.internal.call;

import io.kubeweft.rest.RestRequest.Parameter;
import java.util.List;

/** Says who sends a request. */
public interface Credentials {
  /** Returns the headers of a request; may block while a token is fetched. */
  List<Parameter> headers();

  /**
   * Called when the server did not accept a request with these headers.
   *
   * @param rejected what {@link #headers} returned for it
   * @return whether there are others now, so that sending once more makes sense
   */
  boolean refresh(List<Parameter> rejected);
}
