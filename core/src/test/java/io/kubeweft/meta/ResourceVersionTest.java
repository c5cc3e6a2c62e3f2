package io.kubeweft.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceVersionTest {
  @ParameterizedTest
  @CsvSource({
    "1, 1, 0",
    "1, 2, -1",
    "9, 10, -1",
    "100, 99, 1",
    "340282366920938463463374607431768211455, 99999999999999999999, 1"
  })
  void compare_numbers(String first, String second, int sign) {
    assertThat(Integer.signum(ResourceVersion.compare(first, second))).isEqualTo(sign);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "0", "01", "-1", "1a", "340282366920938463463374607431768211456", "１"})
  void compare_notComparable_throws(String version) {
    assertThat(ResourceVersion.isComparable(version)).isFalse();
    assertThatThrownBy(() -> ResourceVersion.compare(version, "1"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
