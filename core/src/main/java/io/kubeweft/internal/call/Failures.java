package io.kubeweft.internal.call;

import io.kubeweft.KubernetesException;
import io.kubeweft.internal.transport.Failure;
import io.kubeweft.rest.CancelledException;
import io.kubeweft.rest.DeadlineExceededException;
import io.kubeweft.rest.RestRequest;
import io.kubeweft.rest.TransportException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** Turns what the transport and reads of bodies throw into our own exceptions. */
final class Failures {
  private static final int MAX_DEPTH = 16;

  private final URI server;

  Failures(URI server) {
    this.server = server;
  }

  KubernetesException of(RestRequest request, Throwable thrown, Duration timeout) {
    Throwable failure =
        thrown instanceof UncheckedIOException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    if (failure instanceof KubernetesException own) {
      return own;
    }
    if (failure instanceof GuardedBody.EndedException ended) {
      return ended(request, ended, timeout);
    }
    if (isInterrupt(failure)) {
      Thread.currentThread().interrupt();
      return new CancelledException(request + ": interrupted", failure);
    }
    if (failure instanceof TimeoutException) {
      return deadline(request, timeout, failure);
    }
    Failure kind = Failure.of(failure);
    return new TransportException(
        request + ": " + describe(kind, failure),
        kind != Failure.BROKEN && kind != Failure.OTHER,
        failure);
  }

  private static KubernetesException ended(
      RestRequest request, GuardedBody.EndedException ended, Duration timeout) {
    return switch (ended.reason()) {
      case DEADLINE -> deadline(request, timeout, ended);
      case SILENCE ->
          new TransportException(
              request
                  + ": the connection was silent for "
                  + request.idleTimeout()
                  + " and is given up",
              false,
              ended);
      case CLIENT_CLOSED -> closed(request, ended);
    };
  }

  static CancelledException closed(RestRequest request, Throwable cause) {
    return new CancelledException(request + ": the client was closed", cause, true);
  }

  static DeadlineExceededException deadline(
      RestRequest request, Duration timeout, Throwable cause) {
    return new DeadlineExceededException(
        request + ": not done within " + timeout + "; is the server overloaded or unreachable?",
        cause);
  }

  private static boolean isInterrupt(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++, cause = cause.getCause()) {
      if (cause instanceof InterruptedException) {
        return true;
      }
    }
    return false;
  }

  private String describe(Failure kind, Throwable failure) {
    String detail = detail(failure);
    return switch (kind) {
      case NOT_CONNECTED ->
          "no connection to " + address() + " (" + detail + "); is its address right and is it up?";
      case UNTRUSTED ->
          "no trust between this program and "
              + address()
              + " ("
              + detail
              + "); check certificate-authority, tls-server-name and the client certificate";
      case UNPROCESSED -> "not processed by " + address() + " (" + detail + ")";
      case BROKEN -> "the connection to " + address() + " broke (" + detail + ")";
      case OTHER -> "no answer from " + address() + " (" + detail + ")" + otherScheme(detail);
    };
  }

  /** The JDK's words for an answer that is no TLS. */
  private static String otherScheme(String detail) {
    return detail.contains("plaintext connection")
        ? "; does it speak http:// instead of https://?"
        : "";
  }

  private String address() {
    return server.getScheme() + "://" + server.getRawAuthority();
  }

  /** The first message in the chain that says something. */
  private static String detail(Throwable failure) {
    String silent = failure.getClass().getSimpleName();
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++, cause = cause.getCause()) {
      String message = cause.getMessage();
      if (message != null && !message.isEmpty() && !message.equals("null")) {
        return message;
      }
      // The JDK's client says neither of these in words.
      if (cause instanceof UnresolvedAddressException) {
        return "unknown host";
      }
      if (cause instanceof ConnectException) {
        silent = "connection refused";
      }
    }
    return silent;
  }
}
