package io.kubeweft.informer;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeweft.meta.LabelSelector;
import io.kubeweft.meta.PartialObjectMetadata;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ListerTest {
  private final IndexedStore<PartialObjectMetadata> store = new IndexedStore<>();
  private final Lister<PartialObjectMetadata> lister = new Lister<>(store);

  private final PartialObjectMetadata redA = IndexedStoreTest.object("n", "a", "red", 1);
  private final PartialObjectMetadata blueB = IndexedStoreTest.object("n", "b", "blue", 2);
  private final PartialObjectMetadata redC = IndexedStoreTest.object("m", "c", "red", 3);
  private final PartialObjectMetadata node = IndexedStoreTest.object("", "node", "red", 4);

  @BeforeEach
  void fill() {
    for (PartialObjectMetadata object : new PartialObjectMetadata[] {redA, blueB, redC, node}) {
      assertThat(store.tryPut(ObjectKey.of(object), store.prepare(object))).isTrue();
    }
  }

  @Test
  void get_byNamespaceAndName() {
    assertThat(lister.get("n", "a")).isEqualTo(redA);
    assertThat(lister.get("node")).isEqualTo(node);
    assertThat(lister.get("m", "a")).isNull();
    assertThat(lister.get("a")).isNull();
  }

  @Test
  void list_bySelector_hasThoseThatMatch() {
    LabelSelector red = LabelSelector.matching("color", "red");

    assertThat(lister.list(red)).containsExactlyInAnyOrder(redA, redC, node);
    assertThat(lister.namespace("n", red)).containsExactly(redA);
    assertThat(lister.namespace("other", red)).isEmpty();
    assertThat(lister.list(LabelSelector.matching("color", "green"))).isEmpty();
  }

  @Test
  void list_byTheSelectorOfEverything_hasAll() {
    LabelSelector everything = LabelSelector.EMPTY;

    assertThat(lister.list(everything)).containsExactlyInAnyOrder(redA, blueB, redC, node);
    assertThat(lister.namespace("n", everything)).containsExactlyInAnyOrder(redA, blueB);
  }
}
