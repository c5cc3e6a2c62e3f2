package io.kubeweft.resource;

import io.kubeweft.KubernetesException;
import io.kubeweft.rest.ApiException;

/** Which failures are worth another try after a pause. */
final class Trouble {
  private Trouble() {}

  /** Whether it is the server's or the network's own, and none of what was asked for. */
  static boolean mayPass(KubernetesException failure) {
    return !(failure instanceof ApiException answer)
        || mayPass(answer.code())
        || answer.isTooManyRequests();
  }

  /**
   * The same of a status.
   *
   * @param code of HTTP
   */
  static boolean mayPass(int code) {
    return code >= 500 || code == 429;
  }
}
