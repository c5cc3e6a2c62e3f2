package io.kubeweft.internal.call;

import io.kubeweft.internal.transport.HttpCall;
import io.kubeweft.rest.RestRequest;
import io.kubeweft.rest.RestRequest.Parameter;
import java.util.ArrayList;
import java.util.List;

/** Completes requests with what every request carries. Pure. */
final class HttpCalls {
  private HttpCalls() {}

  /**
   * Returns what is sent. A header of the request itself wins over every other of its name.
   *
   * @param request what to ask
   * @param credentials headers that say who asks
   * @param impersonation headers that say whom they act as
   * @param settings user agent and compression
   */
  static HttpCall of(
      RestRequest request,
      List<Parameter> credentials,
      List<Parameter> impersonation,
      CallSettings settings) {
    List<Parameter> headers = new ArrayList<>(request.headers());
    List<Parameter> own = request.headers();
    add(headers, own, "Accept", "application/json");
    add(headers, own, "User-Agent", settings.userAgent());
    if (settings.compression()) {
      add(headers, own, "Accept-Encoding", "gzip");
    }
    if (request.contentType() != null) {
      add(headers, own, "Content-Type", request.contentType());
    }
    for (Parameter credential : credentials) {
      if (!has(own, credential.name())) {
        headers.add(credential);
      }
    }
    if (!has(own, "Impersonate-User")) {
      headers.addAll(impersonation);
    }
    return new HttpCall(request.verb().method(), request.pathAndQuery(), headers, request.body());
  }

  private static void add(List<Parameter> headers, List<Parameter> own, String name, String value) {
    if (!has(own, name)) {
      headers.add(new Parameter(name, value));
    }
  }

  static boolean has(List<Parameter> headers, String name) {
    for (Parameter header : headers) {
      if (header.name().equalsIgnoreCase(name)) {
        return true;
      }
    }
    return false;
  }
}
