package io.kubeweft.internal.security;

import io.kubeweft.config.ConfigException;
import io.kubeweft.config.PemSource;
import io.kubeweft.config.Tls;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Makes SSL contexts out of certificates and keys. */
final class TlsContexts {
  private static final char[] NO_PASSWORD = new char[0];

  private TlsContexts() {}

  /**
   * A client certificate with its key.
   *
   * @param certificate in PEM, with its chain
   * @param key in PEM
   */
  record Identity(PemSource certificate, PemSource key) {}

  /**
   * Makes a context with a session cache of its own.
   *
   * @param tls whom to trust
   * @param identity shown to the server; null for none
   * @throws ConfigException if something of it can not be read or used
   */
  static SSLContext create(Tls tls, @Nullable Identity identity) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys(identity), trust(tls), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new ConfigException(
          "no TLS connection can be made with certificate-authority "
              + tls.certificateAuthority()
              + (identity == null ? "" : " and client-certificate " + identity.certificate)
              + ": "
              + e.getMessage(),
          e);
    }
  }

  private static TrustManager @Nullable [] trust(Tls tls)
      throws GeneralSecurityException, IOException {
    if (tls.insecure()) {
      return new TrustManager[] {new TrustAll()};
    }
    PemSource authority = tls.certificateAuthority();
    if (authority == null) {
      return null;
    }
    KeyStore store = emptyStore();
    int number = 0;
    List<X509Certificate> certificates =
        Pem.certificates(authority.read(), "certificate-authority " + authority);
    for (X509Certificate certificate : certificates) {
      store.setCertificateEntry("authority-" + number++, certificate);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyManager @Nullable [] keys(@Nullable Identity identity)
      throws GeneralSecurityException, IOException {
    if (identity == null) {
      return null;
    }
    List<X509Certificate> chain =
        Pem.certificates(identity.certificate.read(), "client-certificate " + identity.certificate);
    PrivateKey key = Pem.privateKey(identity.key.read(), "client-key " + identity.key);
    if (!belong(key, chain.getFirst().getPublicKey())) {
      throw new ConfigException(
          "client-key "
              + identity.key
              + " is not the key of client-certificate "
              + identity.certificate,
          null);
    }
    KeyStore store = emptyStore();
    store.setKeyEntry("client", key, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  /** Of two files that are replaced one after the other, the first may be new already. */
  private static boolean belong(PrivateKey key, PublicKey open) throws GeneralSecurityException {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> key.getAlgorithm();
        };
    if (!key.getAlgorithm().equals(open.getAlgorithm())) {
      return false;
    }
    if (algorithm.equals("RSASSA-PSS")) {
      return true; // its parameters would have to be found out first; the server checks
    }
    byte[] sample = {1, 2, 3};
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(key);
    signature.update(sample);
    byte[] signed = signature.sign();
    signature.initVerify(open);
    signature.update(sample);
    return signature.verify(signed);
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  /** The extended kind, because the JDK still checks the host name around the plain one. */
  private static final class TrustAll extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
