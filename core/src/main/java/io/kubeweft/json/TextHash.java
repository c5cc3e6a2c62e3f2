package io.kubeweft.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.util.zip.CRC32C;

/**
 * A fingerprint of a text, by which it is known again without being kept.
 *
 * <p>One half is a polynomial over the integers modulo 2^61 - 1 at a secret random place; the
 * coefficients are the text's groups of seven bytes. Two texts of n groups that differ have the
 * same value at n + 1 places at most: whoever makes texts without knowing the place, and nothing
 * shows it, meets another one's fingerprint with a chance of 2^-51 for each text of four kilobytes.
 * The other half is a CRC, which finds what happens without intent once more: a chance of 2^-83.
 */
final class TextHash {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long PRIME = (1L << 61) - 1;
  private static final int GROUP = 7;
  private static final long GROUP_BITS = (1L << 8 * GROUP) - 1;

  private final long place;
  private final long square;
  private final CRC32C crc = new CRC32C();
  private long polynomial;
  private int check;

  TextHash() {
    this.place = new SecureRandom().nextLong() & PRIME;
    this.square = times(place, place);
  }

  /** Takes the bytes from begin to end; the result is that of the other methods. */
  void of(byte[] text, int begin, int end) {
    // Even and odd groups apart, so that the processor does not wait for one product after another.
    long even = 0;
    long odd = 0;
    int at = begin;
    // Eight bytes are read for a group of seven: not those behind the end.
    int last = end - GROUP - Long.BYTES;
    for (; at <= last; at += 2 * GROUP) {
      even = times(even + ((long) LONG.get(text, at) & GROUP_BITS), square);
      odd = times(odd + ((long) LONG.get(text, at + GROUP) & GROUP_BITS), square);
    }
    long all = times(even, place) + odd;
    for (; at < end; at++) {
      all = times(all + (text[at] & 0xff), place);
    }
    polynomial = all % PRIME;
    crc.reset();
    crc.update(text, begin, end - begin);
    check = (int) crc.getValue();
  }

  /** Returns a * b modulo the prime, but for a multiple: below 2^61 + 4, if a is below 2^63. */
  private static long times(long a, long b) {
    long low = a * b;
    long high = Math.multiplyHigh(a, b);
    long folded = (low & PRIME) + (low >>> 61 | high << 3);
    return (folded & PRIME) + (folded >>> 61);
  }

  /** Returns the half that is not to be met by intent. */
  long polynomial() {
    return polynomial;
  }

  /** Returns the other half. */
  int check() {
    return check;
  }
}
