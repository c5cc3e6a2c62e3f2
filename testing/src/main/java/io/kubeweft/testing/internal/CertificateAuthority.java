package io.kubeweft.testing.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/** Issues the certificates of a test server and of its clients; the JDK alone can not. */
final class CertificateAuthority {
  private static final char[] PASSWORD = "changeit".toCharArray();

  private final KeyPair keys;
  private final X509Certificate certificate;

  private CertificateAuthority(KeyPair keys, X509Certificate certificate) {
    this.keys = keys;
    this.certificate = certificate;
  }

  /**
   * A certificate with its key, in PEM.
   *
   * @param certificate of the holder
   * @param key in PKCS#8
   */
  record Issued(String certificate, String key) {
    @Override
    public String toString() {
      return "Issued[masked]";
    }
  }

  static CertificateAuthority create() throws GeneralSecurityException {
    KeyPair keys = newKeys();
    byte[] name = CertificateDer.name("kubeweft-ca", List.of());
    X509Certificate certificate =
        sign(name, name, keys.getPublic(), keys.getPrivate(), CertificateDer.authority());
    return new CertificateAuthority(keys, certificate);
  }

  private static KeyPair newKeys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    return generator.generateKeyPair();
  }

  private static X509Certificate sign(
      byte[] issuer, byte[] subject, PublicKey key, PrivateKey signer, byte[] extensions)
      throws GeneralSecurityException {
    byte[] serial = new byte[12];
    new SecureRandom().nextBytes(serial);
    serial[0] = (byte) (serial[0] & 0x7f | 1);
    Instant from = Instant.now().minus(Duration.ofHours(1));
    Instant to = from.plus(Duration.ofDays(365));
    byte[] content =
        CertificateDer.content(serial, issuer, from, to, subject, key.getEncoded(), extensions);
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(signer);
    signature.update(content);
    byte[] der = CertificateDer.certificate(content, signature.sign());
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
  }

  String pem() throws GeneralSecurityException {
    return pem("CERTIFICATE", certificate.getEncoded());
  }

  private static String pem(String label, byte[] der) {
    String text =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n";
  }

  /** A client certificate: the common name is the user, the organisations are its groups. */
  Issued client(String user, List<String> groups) throws GeneralSecurityException {
    KeyPair client = newKeys();
    X509Certificate issued =
        sign(
            CertificateDer.name("kubeweft-ca", List.of()),
            CertificateDer.name(user, groups),
            client.getPublic(),
            keys.getPrivate(),
            CertificateDer.holder(List.of()));
    return new Issued(
        pem("CERTIFICATE", issued.getEncoded()),
        pem("PRIVATE KEY", client.getPrivate().getEncoded()));
  }

  /** A key store with a certificate of the server for the loopback names. */
  KeyStore server() throws GeneralSecurityException, IOException {
    KeyPair server = newKeys();
    X509Certificate issued =
        sign(
            CertificateDer.name("kubeweft-ca", List.of()),
            CertificateDer.name("kube-apiserver", List.of()),
            server.getPublic(),
            keys.getPrivate(),
            CertificateDer.holder(List.of("localhost", "kubernetes", "kubernetes.default.svc")));
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "server", server.getPrivate(), PASSWORD, new X509Certificate[] {issued, certificate});
    return store;
  }

  /** A key store that trusts clients of this authority. */
  KeyStore trust() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("authority", certificate);
    return store;
  }

  static String password() {
    return new String(PASSWORD);
  }
}
