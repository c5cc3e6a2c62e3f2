package io.kubeweft.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What exceptions mean that can not be had from a socket at will; the others are tested there. */
class FailureTest {
  static Stream<Arguments> failures() {
    return Stream.of(
        of(Failure.BROKEN, new ClosedChannelException()),
        of(Failure.BROKEN, new IOException(new ClosedChannelException())),
        of(Failure.BROKEN, new AsynchronousCloseException()),
        of(Failure.BROKEN, new IOException("closed")),
        of(Failure.BROKEN, new IOException("why", new EOFException())),
        of(Failure.NOT_CONNECTED, new IOException(new ConnectException())),
        of(Failure.NOT_CONNECTED, new ConnectException("refused").initCause(closed())),
        of(Failure.NOT_CONNECTED, new IOException(new UnresolvedAddressException())),
        of(Failure.NOT_CONNECTED, new UnknownHostException("nowhere")),
        of(Failure.UNTRUSTED, new SSLHandshakeException("Received fatal alert: unknown_ca")),
        of(Failure.UNTRUSTED, new IOException("closed", new CertificateException("expired"))),
        of(Failure.UNPROCESSED, new IOException("too many concurrent streams")),
        of(Failure.OTHER, new IOException("no idea")),
        of(Failure.OTHER, new IOException((String) null)));
  }

  private static Arguments of(Failure kind, Throwable failure) {
    return Arguments.of(kind, named(failure + " caused by " + failure.getCause(), failure));
  }

  private static Throwable closed() {
    return new ClosedChannelException();
  }

  @ParameterizedTest
  @MethodSource("failures")
  void isSortedByTheOutermostThatIsKnown(Failure kind, Throwable failure) {
    assertThat(Failure.of(failure)).isEqualTo(kind);
  }
}
