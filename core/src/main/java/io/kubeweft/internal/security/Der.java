package io.kubeweft.internal.security;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * As much of DER as it takes to wrap the older forms of keys into PKCS#8 (RFC 5208, 5915, 8017).
 */
final class Der {
  private static final int INTEGER = 0x02;
  private static final int OCTET_STRING = 0x04;
  private static final int SEQUENCE = 0x30;
  private static final int PARAMETERS = 0xa0;

  private static final byte[] ZERO = {INTEGER, 1, 0};

  /** rsaEncryption with NULL parameters. */
  private static final byte[] RSA = {
    0x06,
    0x09,
    0x2a,
    (byte) 0x86,
    0x48,
    (byte) 0x86,
    (byte) 0xf7,
    0x0d,
    0x01,
    0x01,
    0x01,
    0x05,
    0x00
  };

  /** id-ecPublicKey; the curve follows. */
  private static final byte[] EC = {0x06, 0x07, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 2, 1};

  private final byte[] bytes;
  private int position;

  private Der(byte[] bytes) {
    this.bytes = bytes;
  }

  static byte[] rsaToPkcs8(byte[] pkcs1) {
    return value(SEQUENCE, join(ZERO, value(SEQUENCE, RSA), value(OCTET_STRING, pkcs1)));
  }

  static byte[] ecToPkcs8(byte[] sec1) {
    byte[] curve = curve(sec1);
    byte[] algorithm = value(SEQUENCE, join(EC, curve));
    return value(SEQUENCE, join(ZERO, algorithm, value(OCTET_STRING, sec1)));
  }

  /** The content of the tagged parameters of an ECPrivateKey: version, key, [0] parameters. */
  private static byte[] curve(byte[] sec1) {
    Der key = new Der(new Der(sec1).content(SEQUENCE));
    byte[] unusedVersion = key.content(INTEGER);
    byte[] unusedKey = key.content(OCTET_STRING);
    return key.content(PARAMETERS);
  }

  /** Reads one value of the expected kind; its content is returned. */
  private byte[] content(int tag) {
    if ((bytes[position++] & 0xff) != tag) {
      throw new IllegalArgumentException("unexpected tag");
    }
    int length = bytes[position++] & 0xff;
    if (length > 0x7f) {
      int count = length & 0x7f;
      length = 0;
      for (int i = 0; i < count; i++) {
        length = length << 8 | bytes[position++] & 0xff;
      }
    }
    if (length < 0 || length > bytes.length - position) {
      throw new IllegalArgumentException("truncated");
    }
    byte[] content = Arrays.copyOfRange(bytes, position, position + length);
    position += length;
    return content;
  }

  private static byte[] value(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (content.length < 0x80) {
      out.write(content.length);
    } else if (content.length < 0x100) {
      out.write(0x81);
      out.write(content.length);
    } else {
      out.write(0x82);
      out.write(content.length >> 8);
      out.write(content.length);
    }
    out.writeBytes(content);
    return out.toByteArray();
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
