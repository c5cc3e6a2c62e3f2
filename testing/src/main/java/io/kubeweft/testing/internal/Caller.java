package io.kubeweft.testing.internal;

import java.util.List;

/**
 * Who sends a request, impersonation included.
 *
 * @param user name
 * @param groups of the user
 */
record Caller(String user, List<String> groups) {
  static final Caller ANONYMOUS = new Caller("system:anonymous", List.of("system:unauthenticated"));
}
