package io.kubeweft.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextHashTest {
  private final TextHash hash = new TextHash();

  private List<Long> of(byte[] text, int begin, int end) {
    hash.of(text, begin, end);
    return List.of(hash.polynomial(), (long) hash.check());
  }

  private static byte[] random(int length) {
    byte[] text = new byte[length];
    new Random(length).nextBytes(text);
    return text;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 6, 7, 8, 13, 14, 15, 21, 22, 28, 63, 64, 1000, 6301})
  void of_sameText_isTheSameWhereverItIs(int length) {
    byte[] text = random(length);
    byte[] within = new byte[length + 40];
    Arrays.fill(within, (byte) 'x');
    System.arraycopy(text, 0, within, 17, length);

    assertThat(of(within, 17, 17 + length)).isEqualTo(of(text, 0, length));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 14, 15, 100})
  void of_anyBitFlipped_isAnother(int length) {
    byte[] text = random(length);
    Set<Long> polynomials = new HashSet<>(List.of(of(text, 0, length).get(0)));

    for (int bit = 0; bit < 8 * length; bit++) {
      text[bit / 8] ^= (byte) (1 << bit % 8);
      polynomials.add(of(text, 0, length).get(0));
      text[bit / 8] ^= (byte) (1 << bit % 8);
    }

    assertThat(polynomials).hasSize(8 * length + 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 14, 21, 3})
  void of_neighboursExchanged_isAnother(int width) {
    byte[] text = random(8 * width);
    Set<Long> polynomials = new HashSet<>(List.of(of(text, 0, text.length).get(0)));

    for (int i = 0; i < 7; i++) {
      byte[] other = text.clone();
      System.arraycopy(text, i * width, other, (i + 1) * width, width);
      System.arraycopy(text, (i + 1) * width, other, i * width, width);
      polynomials.add(of(other, 0, other.length).get(0));
    }

    assertThat(polynomials).hasSize(8);
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 100})
  void of_anotherKey_isAnother(int length) {
    byte[] text = random(length);
    TextHash other = new TextHash();
    other.of(text, 0, length);

    assertThat(other.polynomial()).isNotEqualTo(of(text, 0, length).get(0));
  }
}
