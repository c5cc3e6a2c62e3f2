package io.kubeweft.config;

import org.jspecify.annotations.Nullable;

/**
 * How a server is recognised, and what certificate it is shown.
 *
 * @param certificateAuthority whom to trust, any number of certificates; null for the JDK's own
 *     list
 * @param insecure whether any certificate of the server is accepted; never for production
 * @param serverName the name that the server's certificate must have; null for the one in its
 *     address
 * @param clientCertificate shown to the server, with its chain; null for none
 * @param clientKey the key of the client certificate: PKCS#8, PKCS#1 or SEC1, not encrypted
 */
public record Tls(
    @Nullable PemSource certificateAuthority,
    boolean insecure,
    @Nullable String serverName,
    @Nullable PemSource clientCertificate,
    @Nullable PemSource clientKey) {
  /** Trusts whom the JDK trusts, and shows no certificate. */
  public static final Tls DEFAULT = new Tls(null, false, null, null, null);

  /** Checks that the parts fit together. */
  public Tls {
    if (insecure && certificateAuthority != null) {
      throw new ConfigException(
          "certificate-authority and insecure-skip-tls-verify exclude each other: remove one of"
              + " them",
          null);
    }
    if ((clientCertificate == null) != (clientKey == null)) {
      throw new ConfigException(
          "client-certificate and client-key belong together: "
              + (clientKey == null ? "the key" : "the certificate")
              + " is missing",
          null);
    }
  }

  /**
   * Returns the same with other roots.
   *
   * @param newAuthority whom to trust; null for the JDK's own list
   */
  public Tls withCertificateAuthority(@Nullable PemSource newAuthority) {
    return new Tls(newAuthority, false, serverName, clientCertificate, clientKey);
  }

  /**
   * Returns the same with a client certificate.
   *
   * @param certificate with its chain
   * @param key of the certificate
   */
  public Tls withClientCertificate(PemSource certificate, PemSource key) {
    return new Tls(certificateAuthority, insecure, serverName, certificate, key);
  }

  /**
   * Returns the same with another name for the server.
   *
   * @param newServerName that the server's certificate must have; null for the one in its address
   */
  public Tls withServerName(@Nullable String newServerName) {
    return new Tls(certificateAuthority, insecure, newServerName, clientCertificate, clientKey);
  }

  /** Returns the same, trusting any server. */
  public Tls withoutVerification() {
    return new Tls(null, true, serverName, clientCertificate, clientKey);
  }
}
