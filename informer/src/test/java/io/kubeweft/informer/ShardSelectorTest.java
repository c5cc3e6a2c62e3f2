package io.kubeweft.informer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShardSelectorTest {
  private static String range(String field, String bounds) {
    String[] ends = bounds.split("-", -1);
    return "shardRange(object.metadata.%s, '0x%s', '0x%s')".formatted(field, ends[0], ends[1]);
  }

  /** Ranges such as {@code uid:0-8}, those of a selector separated by blanks. */
  private static String selector(String ranges) {
    StringBuilder selector = new StringBuilder();
    for (String each : ranges.split(" ", -1)) {
      String[] parts = each.split(":", -1);
      selector.append(selector.isEmpty() ? "" : " || ").append(range(parts[0], parts[1]));
    }
    return selector.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "uid:0-8, uid:0000-0008, true",
    "uid:0-8, uid:0-7, false",
    "uid:0-8, namespace:0-8, false",
    "uid:0-a, uid:0-A, true",
    "uid:0-8 uid:a-c, uid:a-c uid:0-8, true",
    "uid:0-4 uid:4-8, uid:0-8, true",
    "uid:0-6 uid:4-8, uid:0-8, true",
    "uid:2-3 uid:6-7 uid:0-9, uid:0-9, true",
    "uid:0-4 uid:5-8, uid:0-8, false",
    "uid:0-8000000000000000, uid:0-10000000000000000, false",
    "uid:5-5 uid:0-4, uid:0-4, true"
  })
  void isSame_ranges_byMeaning(String one, String other, boolean same) {
    assertThat(ShardSelector.isSame(selector(one), selector(other))).isEqualTo(same);
    assertThat(ShardSelector.isSame(selector(other), selector(one))).isEqualTo(same);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "shardRange(object.metadata.uid,'0x0','0x8')|shardRange(object.metadata.uid, \"0x0\","
            + " \"0x8\")|true",
        "other(a,b)|other(a, b)|true",
        "other(a,b)|other(a,c)|false",
        "shardRange(object.metadata.uid,'0x0','0x8')|''|false"
      })
  void isSame_otherForms_byText(String one, String other, boolean same) {
    assertThat(ShardSelector.isSame(one, other)).isEqualTo(same);
  }
}
