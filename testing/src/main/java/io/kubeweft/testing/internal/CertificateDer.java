package io.kubeweft.testing.internal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** As much of X.509 (RFC 5280) as the certificates of a test need, in DER. */
final class CertificateDer {
  private static final int INTEGER = 0x02;
  private static final int BIT_STRING = 0x03;
  private static final int OCTET_STRING = 0x04;
  private static final int UTF8 = 0x0c;
  private static final int GENERALIZED_TIME = 0x18;
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;

  private static final byte[] TRUE = {0x01, 1, (byte) 0xff};
  private static final byte[] COMMON_NAME = {0x06, 3, 0x55, 4, 3};
  private static final byte[] ORGANIZATION = {0x06, 3, 0x55, 4, 10};
  private static final byte[] BASIC_CONSTRAINTS = {0x06, 3, 0x55, 0x1d, 19};
  private static final byte[] ALTERNATIVE_NAME = {0x06, 3, 0x55, 0x1d, 17};
  private static final byte[] ECDSA_WITH_SHA256 = {
    0x06, 8, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 4, 3, 2
  };

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  private CertificateDer() {}

  /** A distinguished name. */
  static byte[] name(String commonName, List<String> organizations) {
    List<byte[]> parts = new ArrayList<>();
    organizations.forEach(o -> parts.add(attribute(ORGANIZATION, o)));
    parts.add(attribute(COMMON_NAME, commonName));
    return value(SEQUENCE, parts.toArray(byte[][]::new));
  }

  private static byte[] attribute(byte[] type, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return value(SET, value(SEQUENCE, type, value(UTF8, utf8)));
  }

  /** The extensions of an authority. */
  static byte[] authority() {
    byte[] constraints = value(OCTET_STRING, value(SEQUENCE, TRUE));
    return value(SEQUENCE, value(SEQUENCE, BASIC_CONSTRAINTS, TRUE, constraints));
  }

  /** The extensions of a server with these names and the loopback addresses, or of a client. */
  static byte[] holder(List<String> names) {
    List<byte[]> all = new ArrayList<>();
    names.forEach(name -> all.add(value(0x82, name.getBytes(StandardCharsets.US_ASCII))));
    all.add(value(0x87, new byte[] {127, 0, 0, 1}));
    byte[] ipv6 = new byte[16];
    ipv6[15] = 1;
    all.add(value(0x87, ipv6));
    byte[] alternatives = value(OCTET_STRING, value(SEQUENCE, all.toArray(byte[][]::new)));
    return value(SEQUENCE, value(SEQUENCE, ALTERNATIVE_NAME, alternatives));
  }

  /** What is signed. */
  static byte[] content(
      byte[] serial,
      byte[] issuer,
      Instant from,
      Instant to,
      byte[] subject,
      byte[] key,
      byte[] extensions) {
    byte[] version3 = value(0xa0, value(INTEGER, new byte[] {2}));
    byte[] validity = value(SEQUENCE, time(from), time(to));
    return value(
        SEQUENCE,
        version3,
        value(INTEGER, serial),
        value(SEQUENCE, ECDSA_WITH_SHA256),
        issuer,
        validity,
        subject,
        key,
        value(0xa3, extensions));
  }

  private static byte[] time(Instant instant) {
    return value(GENERALIZED_TIME, TIME.format(instant).getBytes(StandardCharsets.US_ASCII));
  }

  /** The certificate. */
  static byte[] certificate(byte[] content, byte[] signature) {
    return value(
        SEQUENCE,
        content,
        value(SEQUENCE, ECDSA_WITH_SHA256),
        value(BIT_STRING, new byte[] {0}, signature));
  }

  private static byte[] value(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    int length = content.size();
    if (length >= 0x100) {
      out.write(0x82);
      out.write(length >> 8);
    } else if (length >= 0x80) {
      out.write(0x81);
    }
    out.write(length);
    out.writeBytes(content.toByteArray());
    return out.toByteArray();
  }
}
