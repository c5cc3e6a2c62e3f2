package io.kubeweft.it;

import io.kubeweft.rest.Attempt;
import io.kubeweft.rest.Interceptor;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what was sent. */
final class RequestCount implements Interceptor {
  private final List<String> requests = new CopyOnWriteArrayList<>();

  @Override
  public void after(Attempt attempt) {
    requests.add(attempt.request().verb() + " " + attempt.request().path());
  }

  List<String> requests() {
    return List.copyOf(requests);
  }

  void clear() {
    requests.clear();
  }
}
