package io.kubeweft.workqueue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules of a queue; times are what the tests say. */
class BacklogTest {
  private final Backlog<String> backlog = new Backlog<>();

  private String take(long now) {
    Backlog.Taken<String> taken = backlog.take(now);
    return taken == null ? null : taken.item();
  }

  private List<String> takeAll(long now) {
    List<String> all = new ArrayList<>();
    for (String item = take(now); item != null; item = take(now)) {
      all.add(item);
    }
    return all;
  }

  @Test
  void take_several_inTheOrderOfTheirFirstAdd() {
    backlog.add("a", 0, 0);
    backlog.add("b", 0, 0);
    backlog.add("a", 0, 0);
    backlog.add("c", 0, 0);

    assertThat(takeAll(0)).containsExactly("a", "b", "c");
  }

  @Test
  void add_waitsAlready_countsOnce() {
    assertThat(backlog.add("a", 0, 0)).isTrue();
    assertThat(backlog.add("a", 0, 0)).isFalse();

    assertThat(backlog.depth()).isEqualTo(1);
  }

  @Test
  void add_inWork_isReadyWhenDone() {
    backlog.add("a", 0, 0);
    take(0);

    assertThat(backlog.add("a", 0, 0)).isTrue();
    assertThat(backlog.add("a", 0, 0)).isFalse();

    assertThat(take(0)).isNull();
    assertThat(backlog.depth()).isEqualTo(1);
    backlog.done("a", 0);
    assertThat(takeAll(0)).containsExactly("a");
  }

  @Test
  void done_addedMeanwhile_goesBehindWhatWaits() {
    backlog.add("a", 0, 0);
    take(0);
    backlog.add("a", 0, 0);
    backlog.add("b", 0, 0);

    backlog.done("a", 0);

    assertThat(takeAll(0)).containsExactly("b", "a");
  }

  @Test
  void done_notAddedMeanwhile_isGone() {
    backlog.add("a", 0, 0);
    take(0);

    backlog.done("a", 0);

    assertThat(backlog.isIdle()).isTrue();
    assertThat(backlog.depth()).isZero();
  }

  @Test
  void done_notInWork_isIgnored() {
    backlog.add("a", 0, 0);

    assertThat(backlog.done("a", 0)).isEqualTo(-1);
    assertThat(backlog.done("b", 0)).isEqualTo(-1);

    assertThat(takeAll(0)).containsExactly("a");
  }

  @Test
  void done_twice_secondDoesNotEndTheWorkOfAnother() {
    backlog.add("a", 0, 0);
    take(0);
    backlog.add("a", 0, 0);
    backlog.done("a", 0);

    assertThat(backlog.done("a", 0)).isEqualTo(-1);
    assertThat(takeAll(0)).containsExactly("a");
  }

  @Test
  void addAt_beforeItsTime_isNotReady() {
    backlog.addAt("a", 0, 50);

    assertThat(backlog.promote(49)).isZero();
    assertThat(take(49)).isNull();
    assertThat(backlog.nextDue()).isEqualTo(50);
    assertThat(backlog.promote(50)).isEqualTo(1);
    assertThat(take(50)).isEqualTo("a");
    assertThat(backlog.nextDue()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void addAt_twice_earlierTimeCounts() {
    backlog.addAt("later", 0, 50);
    backlog.addAt("later", 0, 70);
    backlog.addAt("sooner", 0, 60);
    backlog.addAt("sooner", 0, 40);

    assertThat(backlog.delayed()).isEqualTo(2);
    assertThat(backlog.promote(40)).isEqualTo(1);
    assertThat(takeAll(40)).containsExactly("sooner");
    assertThat(backlog.promote(50)).isEqualTo(1);
    assertThat(takeAll(50)).containsExactly("later");
    assertThat(backlog.promote(100)).isZero();
  }

  @Test
  void promote_several_inTheOrderOfTheirTimes() {
    backlog.addAt("c", 0, 30);
    backlog.addAt("a", 0, 10);
    backlog.addAt("b1", 0, 20);
    backlog.addAt("b2", 0, 20);

    backlog.promote(30);

    assertThat(takeAll(30)).containsExactly("a", "b1", "b2", "c");
  }

  @Test
  void promote_waitsAlready_isMerged() {
    backlog.addAt("a", 0, 10);
    backlog.add("a", 0, 5);

    assertThat(backlog.promote(10)).isZero();

    assertThat(takeAll(10)).containsExactly("a");
  }

  @Test
  void promote_inWork_isReadyWhenDone() {
    backlog.add("a", 0, 0);
    take(0);
    backlog.addAt("a", 0, 10);

    assertThat(backlog.promote(10)).isEqualTo(1);

    assertThat(take(10)).isNull();
    backlog.done("a", 20);
    assertThat(take(20)).isEqualTo("a");
  }

  @Test
  void add_delayedToo_isTakenTwice() {
    backlog.addAt("a", 0, 10);
    backlog.add("a", 0, 0);
    take(0);
    backlog.done("a", 1);

    backlog.promote(10);

    assertThat(take(10)).isEqualTo("a");
  }

  @Test
  void priorities_higherFirst_thenInOrder() {
    backlog.add("low", -100, 0);
    backlog.add("a", 0, 0);
    backlog.add("b", 0, 0);
    backlog.add("high", 7, 0);

    assertThat(takeAll(0)).containsExactly("high", "a", "b", "low");
  }

  @Test
  void add_higherPriority_movesBehindThoseOfIt() {
    backlog.add("raised", -100, 0);
    backlog.add("low", -100, 0);
    backlog.add("a", 0, 0);

    assertThat(backlog.add("raised", 0, 0)).isFalse();

    assertThat(takeAll(0)).containsExactly("a", "raised", "low");
  }

  @Test
  void add_lowerPriority_keepsThePlace() {
    backlog.add("a", 0, 0);
    backlog.add("b", 0, 0);

    backlog.add("a", -100, 0);

    assertThat(takeAll(0)).containsExactly("a", "b");
  }

  @Test
  void add_inWork_higherPriorityOfTheAddsCounts() {
    backlog.add("a", 7, 0);
    take(0);
    backlog.add("a", -100, 0);
    backlog.add("a", -1, 0);
    backlog.add("a", -50, 0);
    backlog.add("b", -2, 0);
    backlog.add("c", 0, 0);

    backlog.done("a", 0);

    assertThat(takeAll(0)).containsExactly("c", "a", "b");
  }

  @Test
  void addAt_priorities_higherCounts() {
    backlog.addAt("a", -1, 10);
    backlog.addAt("a", -5, 20);
    backlog.add("b", -3, 0);

    backlog.promote(10);

    assertThat(takeAll(10)).containsExactly("a", "b");
  }

  @Test
  void priorityOf_inWork_asTaken() {
    backlog.add("a", -100, 0);

    assertThat(backlog.priorityOf("a")).isZero();
    take(0);
    assertThat(backlog.priorityOf("a")).isEqualTo(-100);
  }

  @Test
  void take_latency_sinceItWasReady() {
    backlog.add("a", 0, 5);
    backlog.addAt("b", 0, 10);
    backlog.promote(30);

    assertThat(backlog.take(30).latency()).isEqualTo(25);
    assertThat(backlog.take(30).latency()).isEqualTo(20);
  }

  @Test
  void take_latencyOfOneAddedInWork_sinceTheAdd() {
    backlog.add("a", 0, 0);
    take(0);
    backlog.add("a", 0, 10);
    backlog.done("a", 15);

    assertThat(backlog.take(40).latency()).isEqualTo(30);
  }

  @Test
  void running_severalInWork_longestFirst() {
    backlog.add("a", 0, 0);
    backlog.add("b", 0, 0);
    take(10);
    take(20);

    assertThat(backlog.running(100)).containsExactly(90L, 80L);
    assertThat(backlog.done("a", 100)).isEqualTo(90);
    assertThat(backlog.running(100)).containsExactly(80L);
  }

  @Test
  void isIdle_addedInWork_onlyWhenAllIsDone() {
    backlog.add("a", 0, 0);
    take(0);
    backlog.add("a", 0, 0);
    backlog.done("a", 0);

    assertThat(backlog.isIdle()).isFalse();
    take(0);
    assertThat(backlog.isIdle()).isFalse();
    backlog.done("a", 0);
    assertThat(backlog.isIdle()).isTrue();
  }

  @Test
  void dropReady_inWork_doesNotComeBack() {
    backlog.add("a", 0, 0);
    take(0);
    backlog.add("a", 0, 0);
    backlog.add("b", 0, 0);

    backlog.dropReady();
    backlog.done("a", 0);

    assertThat(backlog.isIdle()).isTrue();
    assertThat(take(0)).isNull();
  }

  @Test
  void dropDelayed_never_comesBack() {
    backlog.addAt("a", 0, 10);

    backlog.dropDelayed();

    assertThat(backlog.promote(100)).isZero();
    assertThat(backlog.delayed()).isZero();
  }
}
