package io.kubeweft.internal.transport;

import io.kubeweft.rest.RestRequest.Parameter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request.
 *
 * @param method such as {@code GET}
 * @param pathAndQuery behind the server's address
 * @param headers all of them
 * @param body or null without one
 */
@SuppressWarnings("ArrayRecordComponent") // passed on within a call, never compared
public record HttpCall(
    String method, String pathAndQuery, List<Parameter> headers, byte @Nullable [] body) {
  /** Returns method and path: headers and body may be secret. */
  @Override
  public String toString() {
    int query = pathAndQuery.indexOf('?');
    return method + " " + (query < 0 ? pathAndQuery : pathAndQuery.substring(0, query));
  }
}
