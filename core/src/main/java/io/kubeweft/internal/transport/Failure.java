package io.kubeweft.internal.transport;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What an exception of the JDK's client means. That client throws plain IOExceptions for nearly
 * everything, so that their messages have to be looked at; the table of them is tested against
 * sockets, so that a JDK which changes one is noticed.
 */
public enum Failure {
  /** Nobody listens, or the name or the route is unknown: nothing was sent. */
  NOT_CONNECTED,
  /** The server's certificate is not trusted, or it does not accept ours: nothing was sent. */
  UNTRUSTED,
  /**
   * The request was sent, or not, but the server says or HTTP/2 proves that it was not acted on.
   */
  UNPROCESSED,
  /** The connection broke: the server may have acted on the request. */
  BROKEN,
  /** Something else; nothing is known. */
  OTHER;

  private static final int MAX_DEPTH = 16;

  /**
   * Classifies an exception.
   *
   * @param failure what the transport has thrown
   */
  public static Failure of(Throwable failure) {
    Failure found = null;
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++, cause = cause.getCause()) {
      Failure kind = classify(cause);
      // A certificate is always the root of the matter, whatever it is wrapped in.
      if (kind == UNTRUSTED) {
        return kind;
      }
      found = found == null ? kind : found;
    }
    return found == null ? OTHER : found;
  }

  private static @Nullable Failure classify(Throwable failure) {
    if (failure instanceof CertificateException) {
      return UNTRUSTED;
    }
    if (failure instanceof ConnectException
        || failure instanceof HttpConnectTimeoutException
        || failure instanceof UnknownHostException
        || failure instanceof UnresolvedAddressException) {
      return NOT_CONNECTED;
    }
    if (failure instanceof SSLException ssl && isRefusedCertificate(ssl)) {
      return UNTRUSTED;
    }
    // A channel that was closed under a request says nothing else, not even in words.
    if (failure instanceof EOFException || failure instanceof ClosedChannelException) {
      return BROKEN;
    }
    String message = failure.getMessage();
    return message == null ? null : byMessage(message);
  }

  /** An alert by which the server refuses our certificate, or asks for one. */
  private static boolean isRefusedCertificate(SSLException failure) {
    String message = String.valueOf(failure.getMessage());
    return message.contains("bad_certificate")
        || message.contains("certificate_required")
        || message.contains("certificate_expired")
        || message.contains("certificate_unknown")
        || message.contains("unknown_ca");
  }

  private static @Nullable Failure byMessage(String message) {
    if (message.contains("too many concurrent streams")
        || message.contains("request not processed by peer")
        || message.contains("REFUSED_STREAM")) {
      return UNPROCESSED;
    }
    if (message.contains("Connection reset")
        || message.contains("Broken pipe")
        || message.contains("EOF reached while reading")
        || message.contains("received no bytes")
        || message.contains("GOAWAY")
        || message.contains("RST_STREAM")
        || message.contains("connection closed")
        || message.contains("closed connection")
        || message.contains("fixed content-length")
        || message.contains("chunked transfer encoding")
        || message.contains("Remote host terminated")
        || message.contains("Remote host closed")
        || message.equals("closed")) {
      return BROKEN;
    }
    return null;
  }
}
