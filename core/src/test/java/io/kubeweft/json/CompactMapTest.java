package io.kubeweft.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompactMapTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 11, 12, 13, 14, 100, 1000})
  void copyOf_anySize_isTheSameMapInTheSameOrder(int size) {
    Map<String, Integer> expected = new LinkedHashMap<>();
    for (int i = size; i > 0; i--) {
      expected.put("key" + i, i);
    }

    Map<String, Integer> map = CompactMap.copyOf(expected);

    assertThat(map)
        .isEqualTo(expected)
        .hasSameHashCodeAs(expected)
        .containsExactlyEntriesOf(expected);
    assertThat(expected).isEqualTo(map);
    assertThat(map.keySet()).containsExactlyElementsOf(expected.keySet());
    assertThat(map.values()).containsExactlyElementsOf(expected.values());
    assertThat(map.get("absent")).isNull();
    assertThat(map.toString()).isEqualTo(expected.toString());
  }

  @Test
  void withAndWithout_randomly_agreeWithALinkedHashMap() {
    Random random = new Random(1);
    Map<String, Integer> oracle = new LinkedHashMap<>();
    CompactMap<Integer> map = CompactMap.empty();
    for (int i = 0; i < 2000; i++) {
      String key = "k" + random.nextInt(40);
      if (random.nextInt(3) == 0) {
        oracle.remove(key);
        map = map.without(key);
      } else {
        oracle.put(key, i);
        map = map.with(key, i);
      }
      assertThat(map).containsExactlyEntriesOf(oracle);
    }
  }

  @Test
  void mutators_throw() {
    Map<String, Integer> map = CompactMap.copyOf(Map.of("a", 1));

    assertThatThrownBy(() -> map.put("b", 2)).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> map.remove("a")).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(map::clear).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> map.keySet().remove("a"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> map.entrySet().iterator().next().setValue(2))
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
