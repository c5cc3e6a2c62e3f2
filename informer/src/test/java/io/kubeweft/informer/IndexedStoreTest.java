package io.kubeweft.informer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubeweft.meta.ObjectMeta;
import io.kubeweft.meta.PartialObjectMetadata;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IndexedStoreTest {
  private final IndexedStore<PartialObjectMetadata> store = new IndexedStore<>();

  static PartialObjectMetadata object(String namespace, String name, String color, int version) {
    return new PartialObjectMetadata(
        "v1",
        "ConfigMap",
        ObjectMeta.of(
            m ->
                m.namespace(namespace)
                    .name(name)
                    .uid("uid-" + name)
                    .resourceVersion("" + version)
                    .labels(Map.of("color", color))));
  }

  private void put(PartialObjectMetadata object) {
    put(store, object);
  }

  private static @Nullable PartialObjectMetadata put(
      IndexedStore<PartialObjectMetadata> into, PartialObjectMetadata object) {
    ObjectKey key = ObjectKey.of(object);
    PartialObjectMetadata before = into.get(key);
    assertThat(into.tryPut(key, into.prepare(object))).isTrue();
    return before;
  }

  private static void replace(
      IndexedStore<PartialObjectMetadata> into,
      Map<ObjectKey, PartialObjectMetadata> objects,
      String version) {
    assertThat(into.tryReplace(into.prepareAll(objects), Set.of(), version)).isTrue();
  }

  private static List<String> color(PartialObjectMetadata object) {
    return List.of(object.metadata().labels().get("color"));
  }

  @Test
  void tryPut_indexAddedSinceThePreparation_isRefused() {
    var prepared = store.prepare(object("n", "a", "red", 1));
    store.addIndex("color", IndexedStoreTest::color);

    assertThat(store.tryPut(new ObjectKey("n", "a"), prepared)).isFalse();
    assertThat(store.list()).isEmpty();
  }

  @Test
  void tryPut_replacedSinceThePreparation_isDone() {
    var prepared = store.prepare(object("n", "a", "red", 1));
    replace(store, Map.of(), "7");

    assertThat(store.tryPut(new ObjectKey("n", "a"), prepared)).isTrue();
    assertThat(store.list()).hasSize(1);
  }

  @Test
  void tryReplace_keptKeys_stayInTheirIndexes() {
    store.addIndex("color", IndexedStoreTest::color);
    put(object("n", "kept", "red", 1));
    put(object("n", "gone", "red", 1));

    store.tryReplace(store.prepareAll(Map.of()), Set.of(new ObjectKey("n", "kept")), "2");

    assertThat(store.byIndex("color", "red"))
        .extracting(o -> o.metadata().name())
        .containsExactly("kept");
  }

  @Test
  void anyOperations_atAnyTime_agreeWithAPlainMap() {
    for (int seed = 0; seed < 50; seed++) {
      IndexedStore<PartialObjectMetadata> tested = new IndexedStore<>();
      Map<ObjectKey, PartialObjectMetadata> oracle = new HashMap<>();
      Random random = new Random(seed);
      int indexAt = random.nextInt(300);
      for (int i = 0; i < 400; i++) {
        if (i == indexAt) {
          tested.addIndex("color", IndexedStoreTest::color);
        }
        PartialObjectMetadata object =
            object(
                "n" + random.nextInt(3), "o" + random.nextInt(12), "c" + random.nextInt(4), i + 1);
        ObjectKey key = ObjectKey.of(object);
        switch (random.nextInt(10)) {
          case 0 -> {
            oracle.keySet().removeIf(k -> random.nextBoolean());
            oracle.put(key, object);
            replace(tested, oracle, "" + i);
          }
          case 1, 2, 3 -> assertThat(tested.delete(key)).isEqualTo(oracle.remove(key));
          default -> assertThat(put(tested, object)).isEqualTo(oracle.put(key, object));
        }
      }

      assertThat(tested.list()).as("seed %d", seed).hasSameElementsAs(oracle.values());
      assertThat(tested.keys()).isEqualTo(oracle.keySet());
      Map<String, Set<PartialObjectMetadata>> colors =
          oracle.values().stream()
              .collect(Collectors.groupingBy(o -> color(o).get(0), Collectors.toSet()));
      assertThat(tested.indexValues("color")).isEqualTo(colors.keySet());
      colors.forEach(
          (c, all) ->
              assertThat(tested.byIndex("color", c)).containsExactlyInAnyOrderElementsOf(all));
      assertThat(tested.indexValues(Indexer.NAMESPACE))
          .isEqualTo(
              oracle.keySet().stream().map(ObjectKey::namespace).collect(Collectors.toSet()));
    }
  }

  @Test
  void delete_lastOfAValue_removesTheValue() {
    store.addIndex("color", IndexedStoreTest::color);
    put(object("n", "a", "red", 1));

    store.delete(new ObjectKey("n", "a"));

    assertThat(store.indexValues("color")).isEmpty();
    assertThat(store.indexValues(Indexer.NAMESPACE)).isEmpty();
  }

  @Test
  void addIndex_nameTaken_isRefused() {
    assertThatThrownBy(() -> store.addIndex(Indexer.NAMESPACE, IndexedStoreTest::color))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void addIndex_storeIsWrittenAllTheTime_ends() {
    for (int i = 0; i < 3; i++) {
      put(object("n", "o" + i, "red", 1));
    }
    AtomicInteger asked = new AtomicInteger();
    AtomicBoolean writing = new AtomicBoolean();

    store.addIndex(
        "color",
        o -> {
          int version = asked.incrementAndGet();
          if (version < 1000 && !writing.getAndSet(true)) {
            put(object("n", o.metadata().name(), version % 2 == 0 ? "red" : "blue", version));
            writing.set(false);
          }
          return color(o);
        });

    assertThat(asked).hasValueLessThan(20);
    assertThat(store.byIndex("color", "red").size() + store.byIndex("color", "blue").size())
        .isEqualTo(3);
    for (PartialObjectMetadata object : store.list()) {
      assertThat(store.byIndex("color", color(object).getFirst())).contains(object);
    }
  }

  @Test
  void addIndex_functionHasNoMemory_leavesNoIndex() {
    put(object("n", "a", "red", 1));

    assertThatThrownBy(
            () ->
                store.addIndex(
                    "color",
                    o -> {
                      throw new OutOfMemoryError("expected by the test");
                    }))
        .isInstanceOf(OutOfMemoryError.class);

    assertThat(store.indexes()).containsExactly(Indexer.NAMESPACE);
    store.addIndex("color", IndexedStoreTest::color);
    assertThat(store.byIndex("color", "red")).hasSize(1);
  }

  @Test
  void byIndex_unknownIndex_isRefused() {
    assertThatThrownBy(() -> store.byIndex("size", "1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("size");
  }

  @Test
  void put_indexFunctionFails_keepsTheObject() {
    store.addIndex(
        "bad",
        o -> {
          throw new IllegalStateException("expected by the test");
        });

    put(object("n", "a", "red", 1));

    assertThat(store.list()).hasSize(1);
    assertThat(store.indexValues("bad")).isEmpty();
  }

  @Test
  void reads_whileAnObjectMovesBetweenValues_alwaysFindIt() throws Exception {
    store.addIndex("color", IndexedStoreTest::color);
    put(object("n", "a", "red", 1));
    AtomicBoolean done = new AtomicBoolean();
    Set<String> nowhere = new HashSet<>();
    Thread reader =
        Thread.ofPlatform()
            .start(
                () -> {
                  while (!done.get()) {
                    if (store.get(new ObjectKey("n", "a")) == null
                        || store.byIndex(Indexer.NAMESPACE, "n").size() != 1) {
                      nowhere.add("seen");
                    }
                  }
                });

    for (int i = 2; i < 20_000; i++) {
      put(object("n", "a", i % 2 == 0 ? "blue" : "red", i));
    }
    done.set(true);
    reader.join();

    assertThat(nowhere).isEmpty();
    assertThat(store.indexValues("color")).containsExactly("red");
  }

  @Test
  void reads_whileEverythingIsReplaced_seeAllOrNothing() throws Exception {
    Map<ObjectKey, PartialObjectMetadata> red = new HashMap<>();
    Map<ObjectKey, PartialObjectMetadata> blue = new HashMap<>();
    for (int i = 0; i < 20; i++) {
      red.put(new ObjectKey("n", "r" + i), object("n", "r" + i, "red", 1));
      blue.put(new ObjectKey("n", "b" + i), object("n", "b" + i, "blue", 1));
    }
    replace(store, red, "1");
    AtomicBoolean done = new AtomicBoolean();
    Set<Integer> mixed = new HashSet<>();
    Thread reader =
        Thread.ofPlatform()
            .start(
                () -> {
                  while (!done.get()) {
                    var objects = store.list();
                    long colors = objects.stream().map(IndexedStoreTest::color).distinct().count();
                    if (objects.size() != 20 || colors != 1) {
                      mixed.add(objects.size());
                    }
                  }
                });

    for (int i = 0; i < 3_000; i++) {
      replace(store, i % 2 == 0 ? blue : red, "" + i);
    }
    done.set(true);
    reader.join();

    assertThat(mixed).isEmpty();
  }
}
