package io.kubeweft.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeapSearchTest {
  @ParameterizedTest
  @CsvSource({"10000, 53", "50000, 250", "50000, 1936", "50000, 3168", "100000, 7900"})
  void search_anyNeed_endsAfterFiveTriesAboutATenthAbove(long pods, int needed) {
    HeapSearch search = new HeapSearch(pods);

    int tries = 0;
    while (!search.isOver()) {
      int tried = search.next();
      search.note(tried, tried >= needed);
      tries++;
    }

    assertThat(tries).isLessThanOrEqualTo(5);
    assertThat(search.enough()).isBetween(needed, (int) Math.ceil(needed * 1.12));
  }

  @Test
  void enough_nothingTried_isWhatTheHungriestCanDoWith() {
    assertThat(new HeapSearch(50_000).enough()).isEqualTo(4_000);
  }
}
