package io.kubeweft.conformance;

import io.kubeweft.rest.Attempt;
import io.kubeweft.rest.Interceptor;
import io.kubeweft.rest.RestRequest;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what a client has sent: each attempt counts. */
public final class RequestCount implements Interceptor {
  private final List<RestRequest> requests = new CopyOnWriteArrayList<>();

  @Override
  public void after(Attempt attempt) {
    requests.add(attempt.request());
  }

  /** Returns what was sent, in the order of the answers. */
  public List<RestRequest> requests() {
    return List.copyOf(requests);
  }

  /** Forgets what was sent. */
  public void clear() {
    requests.clear();
  }
}
