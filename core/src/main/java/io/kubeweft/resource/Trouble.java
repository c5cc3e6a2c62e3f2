package io.kubeweft.resource;

import io.kubeweft.KubernetesException;
import io.kubeweft.internal.call.RetryRules;
import io.kubeweft.rest.ApiException;

/** Which failures are worth another try after a pause. */
final class Trouble {
  private Trouble() {}

  /** Whether it is the server's or the network's own, and none of what was asked for. */
  static boolean mayPass(KubernetesException failure) {
    return !(failure instanceof ApiException answer)
        || RetryRules.mayPass(answer.code())
        || answer.isTooManyRequests();
  }
}
