package io.kubeweft.internal.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.kubeweft.config.ConfigException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PemTest {
  private static final long SEED = 20_261_123;
  private static final byte[] P256 = {0x06, 8, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 3, 1, 7};

  private static KeyPair pair(String algorithm) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    if (algorithm.equals("EC")) {
      generator.initialize(new ECGenParameterSpec("secp256r1"));
    }
    return generator.generateKeyPair();
  }

  /** The key that was read signs what the public key accepts. */
  private static void assertBelongs(PrivateKey read, KeyPair pair, String signature)
      throws Exception {
    byte[] data = {1, 2, 3};
    Signature signing = Signature.getInstance(signature);
    signing.initSign(read);
    signing.update(data);
    Signature verifying = Signature.getInstance(signature);
    verifying.initVerify(pair.getPublic());
    verifying.update(data);
    assertThat(verifying.verify(signing.sign())).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"RSA,SHA256withRSA", "EC,SHA256withECDSA", "Ed25519,Ed25519"})
  void privateKey_pkcs8_isRead(String algorithm, String signature) throws Exception {
    KeyPair pair = pair(algorithm);

    PrivateKey read =
        Pem.privateKey(TestKeys.pem("PRIVATE KEY", pair.getPrivate().getEncoded()), "key");

    assertBelongs(read, pair, signature);
  }

  @Test
  void privateKey_pkcs1_isRead() throws Exception {
    KeyPair pair = pair("RSA");
    byte[] pkcs8 = pair.getPrivate().getEncoded();
    // SEQUENCE, version, algorithm of 13 bytes, then OCTET STRING with a length of two bytes.
    byte[] pkcs1 = Arrays.copyOfRange(pkcs8, 4 + 3 + 15 + 4, pkcs8.length);

    PrivateKey read = Pem.privateKey(TestKeys.pem("RSA PRIVATE KEY", pkcs1), "key");

    assertBelongs(read, pair, "SHA256withRSA");
  }

  /** openssl writes the curve in a block of its own before the key, or not. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void privateKey_sec1_isRead(boolean parametersBlock) throws Exception {
    KeyPair pair = pair("EC");
    byte[] key = TestKeys.pem("EC PRIVATE KEY", sec1(pair));
    byte[] parameters = TestKeys.pem("EC PARAMETERS", P256);

    PrivateKey read = Pem.privateKey(parametersBlock ? join(parameters, key) : key, "key");

    assertBelongs(read, pair, "SHA256withECDSA");
  }

  /** ECPrivateKey of RFC 5915: version, key, curve and public key, as openssl writes it. */
  private static byte[] sec1(KeyPair pair) {
    byte[] scalar = ((ECPrivateKey) pair.getPrivate()).getS().toByteArray();
    ECPublicKey open = (ECPublicKey) pair.getPublic();
    byte[] content =
        join(
            new byte[] {2, 1, 1, 4, 32},
            fixed(scalar),
            new byte[] {(byte) 0xa0, (byte) P256.length},
            P256,
            new byte[] {(byte) 0xa1, 68, 3, 66, 0, 4},
            fixed(open.getW().getAffineX().toByteArray()),
            fixed(open.getW().getAffineY().toByteArray()));
    return join(new byte[] {0x30, (byte) content.length}, content);
  }

  private static byte[] fixed(byte[] number) {
    byte[] result = new byte[32];
    int length = Math.min(number.length, 32);
    System.arraycopy(number, number.length - length, result, 32 - length, length);
    return result;
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\neA==\n-----END ENCRYPTED PRIVATE KEY-----",
        """
        -----BEGIN RSA PRIVATE KEY-----
        Proc-Type: 4,ENCRYPTED
        DEK-Info: AES-128-CBC,00

        eA==
        -----END RSA PRIVATE KEY-----
        """
      })
  void privateKey_encrypted_isRefusedWithAWayOut(String pem) {
    assertThatThrownBy(() -> Pem.privateKey(pem.getBytes(StandardCharsets.US_ASCII), "the key"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll("the key", "encrypted", "openssl");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "text", "-----BEGIN CERTIFICATE-----\neA==\n-----END CERTIFICATE-----"})
  void privateKey_noKey_isRefused(String pem) {
    assertThatThrownBy(() -> Pem.privateKey(pem.getBytes(StandardCharsets.US_ASCII), "the key"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("the key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "CERTIFICATE"})
  void anyDamage_isRefusedOrRead(String label) throws Exception {
    byte[] whole = label.startsWith("EC") ? sec1(pair("EC")) : pair("EC").getPrivate().getEncoded();
    Random random = new Random(SEED);

    for (int round = 0; round < 2000; round++) {
      byte[] der = Arrays.copyOf(whole, random.nextInt(1, whole.length + 1));
      der[random.nextInt(Math.min(40, der.length))] = (byte) random.nextInt();
      byte[] pem = TestKeys.pem(label, der);
      if (random.nextBoolean()) {
        pem[random.nextInt(pem.length)] = (byte) random.nextInt();
      }
      try {
        Object unused =
            label.equals("CERTIFICATE") ? Pem.certificates(pem, "x") : Pem.privateKey(pem, "x");
      } catch (ConfigException e) {
        // as it should be
      } catch (RuntimeException | Error e) {
        fail("round " + round + ":\n" + new String(pem, StandardCharsets.ISO_8859_1), e);
      }
    }
  }
}
