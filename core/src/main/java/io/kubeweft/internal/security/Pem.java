package io.kubeweft.internal.security;

import io.kubeweft.config.ConfigException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Certificates and keys in PEM (RFC 7468), with the JDK alone: its own PEM API is still a preview
 * in 25 and does not read what openssl writes for elliptic curves.
 */
final class Pem {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");

  private Pem() {}

  private record Block(String label, String content) {
    byte[] der() {
      return Base64.getMimeDecoder().decode(content);
    }
  }

  private static List<Block> blocks(byte[] pem) {
    List<Block> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(new String(pem, StandardCharsets.ISO_8859_1));
    while (matcher.find()) {
      blocks.add(new Block(matcher.group(1), matcher.group(2)));
    }
    return blocks;
  }

  /**
   * Reads all certificates.
   *
   * @param name of the source, for messages
   * @throws ConfigException if there is none, or one is broken
   */
  static List<X509Certificate> certificates(byte[] pem, String name) {
    List<X509Certificate> certificates = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (Block block : blocks(pem)) {
        if (block.label.endsWith("CERTIFICATE")) {
          Certificate certificate =
              factory.generateCertificate(new ByteArrayInputStream(block.der()));
          certificates.add((X509Certificate) certificate);
        }
      }
    } catch (CertificateException | IllegalArgumentException e) {
      throw new ConfigException(
          name + ": certificate " + (certificates.size() + 1) + " is broken", e);
    }
    if (certificates.isEmpty()) {
      throw new ConfigException(name + ": has no certificate in PEM (BEGIN CERTIFICATE)", null);
    }
    return certificates;
  }

  /**
   * Reads the private key.
   *
   * @param name of the source, for messages
   * @throws ConfigException if there is none, or it is encrypted, broken or of an unknown kind
   */
  static PrivateKey privateKey(byte[] pem, String name) {
    for (Block block : blocks(pem)) {
      boolean encrypted =
          block.label.equals("ENCRYPTED PRIVATE KEY") || block.content.contains("ENCRYPTED");
      if (encrypted && block.label.endsWith("PRIVATE KEY")) {
        throw new ConfigException(
            name + ": the key is encrypted; decrypt it first (openssl pkey -in ... -out ...)",
            null);
      }
      switch (block.label) {
        case "PRIVATE KEY" -> {
          return decoded(block, name, der -> der);
        }
        case "RSA PRIVATE KEY" -> {
          return decoded(block, name, Der::rsaToPkcs8);
        }
        case "EC PRIVATE KEY" -> {
          return decoded(block, name, Der::ecToPkcs8);
        }
        default -> {}
      }
    }
    throw new ConfigException(name + ": has no private key in PEM (PKCS#8, PKCS#1 or SEC1)", null);
  }

  /** Turns a key of another form into PKCS#8. */
  private interface Wrapping {
    byte[] wrap(byte[] der);
  }

  /** No causes: messages of key factories may hold parts of what they could not read. */
  private static PrivateKey decoded(Block block, String name, Wrapping wrapping) {
    byte[] pkcs8;
    try {
      pkcs8 = wrapping.wrap(block.der());
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new ConfigException(name + ": the key is broken", null);
    }
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (GeneralSecurityException e) {
        // not of this algorithm
      }
    }
    throw new ConfigException(name + ": the key is broken, or none of RSA, EC and Ed25519", null);
  }
}
