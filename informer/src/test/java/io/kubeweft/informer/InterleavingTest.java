package io.kubeweft.informer;

import static io.kubeweft.informer.Interleaved.check;
import static io.kubeweft.informer.Interleaved.together;

import io.kubeweft.meta.PartialObjectMetadata;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Test;

/**
 * The store, the distributor and the queues of handlers, in many interleavings of two or three
 * threads: a model checker decides who runs at each access to memory that is shared, and replays
 * what it has found. How many it tries is {@code -Dinterleavings=N}.
 */
class InterleavingTest {
  private static final int TRIES = Integer.getInteger("interleavings", 50);

  private static final ObjectKey A = new ObjectKey("n", "a");
  private static final ObjectKey B = new ObjectKey("n", "b");
  private static final PartialObjectMetadata RED_A = object("a", "red", 1);
  private static final PartialObjectMetadata RED_A2 = object("a", "red", 2);
  private static final PartialObjectMetadata BLUE_A = object("a", "blue", 3);
  private static final PartialObjectMetadata RED_B = object("b", "red", 4);
  private static final PartialObjectMetadata BLUE_B = object("b", "blue", 5);
  private static final Map<ObjectKey, PartialObjectMetadata> RED = Map.of(A, RED_A, B, RED_B);
  private static final Map<ObjectKey, PartialObjectMetadata> BLUE = Map.of(A, BLUE_A, B, BLUE_B);

  private static final HandlerRegistration HANDLER = TestQueues.registration();

  private static PartialObjectMetadata object(String name, String color, int version) {
    return IndexedStoreTest.object("n", name, color, version);
  }

  private static List<String> color(PartialObjectMetadata object) {
    return List.of(object.metadata().labels().get("color"));
  }

  private static IndexedStore<PartialObjectMetadata> store() {
    IndexedStore<PartialObjectMetadata> store = new IndexedStore<>(2);
    store.addIndex("color", InterleavingTest::color);
    return store;
  }

  private static void put(
      IndexedStore<PartialObjectMetadata> store, ObjectKey key, PartialObjectMetadata object) {
    while (!store.tryPut(key, store.prepare(object))) {
      // An index was added meanwhile.
    }
  }

  private static void replace(
      IndexedStore<PartialObjectMetadata> store, Map<ObjectKey, PartialObjectMetadata> objects) {
    while (!store.tryReplace(store.prepareAll(objects), Set.of(), "9")) {
      // An index was added meanwhile.
    }
  }

  /** Whether everything that hangs on the contents says the same. */
  private static void checkAgrees(IndexedStore<PartialObjectMetadata> store) {
    Map<String, Integer> colors = new HashMap<>();
    for (PartialObjectMetadata object : store.list()) {
      String color = color(object).getFirst();
      colors.merge(color, 1, Integer::sum);
      check(store.byIndex("color", color).contains(object), "not under its color");
      check(store.byIndex(Indexer.NAMESPACE, "n").contains(object), "not in its namespace");
    }
    check(store.indexValues("color").equals(colors.keySet()), "an empty bucket is left");
    colors.forEach(
        (color, count) -> check(store.byIndex("color", color).size() == count, "a ghost"));
    check(store.byIndex(Indexer.NAMESPACE, "n").size() == store.size(), "a ghost");
  }

  @Test
  void put_objectMoves_isNeverNowhere() {
    Lincheck.runConcurrentTest(
        TRIES,
        () -> {
          IndexedStore<PartialObjectMetadata> store = store();
          put(store, A, RED_A);
          together(
              () -> put(store, A, BLUE_A),
              () -> {
                int before = store.byIndex("color", "red").size();
                int after = store.byIndex("color", "blue").size();
                check(before + after > 0, "nowhere");
                check(store.get(A) != null, "gone");
                check(store.byIndex(Indexer.NAMESPACE, "n").size() == 1, "in no namespace");
              });
          checkAgrees(store);
        });
  }

  @Test
  void put_andDelete_ofOneKey_agreeInTheEnd() {
    Lincheck.runConcurrentTest(
        TRIES,
        () -> {
          IndexedStore<PartialObjectMetadata> store = store();
          put(store, A, RED_A);
          together(() -> put(store, A, RED_A2), () -> store.delete(A));
          checkAgrees(store);
        });
  }

  @Test
  void put_andDelete_ofTwoKeysInOneBucket_loseNothing() {
    Lincheck.runConcurrentTest(
        TRIES,
        () -> {
          IndexedStore<PartialObjectMetadata> store = store();
          put(store, A, RED_A);
          together(() -> put(store, B, RED_B), () -> store.delete(A));
          check(store.byIndex("color", "red").equals(List.of(RED_B)), "lost");
          checkAgrees(store);
        });
  }

  @Test
  void put_readerMakesTheList_isInTheNext() {
    Lincheck.runConcurrentTest(
        TRIES,
        () -> {
          IndexedStore<PartialObjectMetadata> store = store();
          put(store, A, RED_A);
          together(() -> put(store, A, RED_A2), () -> store.byIndex("color", "red"));
          check(store.byIndex("color", "red").equals(List.of(RED_A2)), "an old list is kept");
        });
  }

  @Test
  void replace_readers_seeAllOrNothing() {
    Lincheck.runConcurrentTest(
        TRIES,
        () -> {
          IndexedStore<PartialObjectMetadata> store = store();
          replace(store, RED);
          together(
              () -> replace(store, BLUE),
              () -> {
                Set<PartialObjectMetadata> all = Set.copyOf(store.list());
                check(
                    all.equals(Set.of(RED_A, RED_B)) || all.equals(Set.of(BLUE_A, BLUE_B)), "half");
                int red = store.byIndex("color", "red").size();
                check(red == 0 || red == 2, "half an index");
                check(store.keys().size() == 2, "half the keys");
              });
          checkAgrees(store);
        });
  }

  @Test
  void addIndex_whileObjectsAreWritten_hasThemAll() {
    Lincheck.runConcurrentTest(
        TRIES,
        () -> {
          IndexedStore<PartialObjectMetadata> store = new IndexedStore<>(2);
          put(store, A, RED_A);
          together(
              () -> store.addIndex("color", InterleavingTest::color),
              () -> put(store, A, BLUE_A),
              () -> put(store, B, RED_B));
          checkAgrees(store);
        });
  }

  @Test
  void addIndex_whileEverythingIsReplaced_hasItAll() {
    Lincheck.runConcurrentTest(
        TRIES,
        () -> {
          IndexedStore<PartialObjectMetadata> store = new IndexedStore<>(2);
          replace(store, RED);
          together(
              () -> store.addIndex("color", InterleavingTest::color), () -> replace(store, BLUE));
          check(store.byIndex("color", "blue").size() == 2, "not indexed");
          checkAgrees(store);
        });
  }

  /** What a handler is told of a key, until its queue has no more; fails on what makes no sense. */
  private static Map<ObjectKey, String> drain(HandlerQueue<PartialObjectMetadata> queue) {
    Map<ObjectKey, String> known = new HashMap<>();
    try {
      for (var entry = queue.poll(0); entry != null; entry = queue.poll(0)) {
        PartialObjectMetadata before = entry.before();
        PartialObjectMetadata now = entry.now();
        String last = known.remove(entry.key());
        check(
            before == null ? last == null : before.metadata().resourceVersion().equals(last),
            "told " + entry + " after " + last);
        if (now != null) {
          known.put(entry.key(), now.metadata().resourceVersion());
        }
        queue.told(entry);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return known;
  }

  private static void subscribeWhile(boolean strict, boolean filled) {
    Lincheck.runConcurrentTest(
        TRIES,
        () -> {
          IndexedStore<PartialObjectMetadata> store = new IndexedStore<>(2);
          Distributor<PartialObjectMetadata> distributor = new Distributor<>(store, Set.of(""));
          if (filled) {
            distributor.replace("", Map.of(A, RED_A), "1", Set.of());
          }
          HandlerQueue<PartialObjectMetadata> queue = new HandlerQueue<>(strict);
          together(
              () -> distributor.subscribe(HANDLER, queue),
              () -> {
                if (filled) {
                  distributor.put(RED_A2);
                  distributor.put(RED_B);
                  distributor.delete(A, BLUE_A);
                } else {
                  distributor.replace("", RED, "4", Set.of());
                }
              });
          Map<ObjectKey, String> known = drain(queue);
          check(known.keySet().equals(store.keys()), "missed or doubled: " + known);
          check(queue.isSynced(), "not synced");
        });
  }

  @Test
  void subscribe_whileObjectsAreWritten_isToldOfEachOnce() {
    subscribeWhile(false, true);
  }

  @Test
  void subscribe_whileObjectsAreWritten_strict_isToldOfEachOnce() {
    subscribeWhile(true, true);
  }

  @Test
  void subscribe_whileTheFirstListComes_isSynced() {
    subscribeWhile(false, false);
  }

  @Test
  void queue_offerPollAndClose_loseNothingBeforeTheEnd() {
    Lincheck.runConcurrentTest(
        TRIES,
        () -> {
          HandlerQueue<PartialObjectMetadata> queue = new HandlerQueue<>(false);
          List<String> told = new ArrayList<>();
          together(
              () -> {
                queue.offer(Pending.there(A, null, RED_A, true));
                queue.offer(Pending.there(A, RED_A, RED_A2, false));
                queue.offer(Pending.gone(A, RED_A2, null));
                queue.initialComplete();
                queue.close(true);
              },
              () -> {
                try {
                  while (!queue.isClosed() || queue.size() > 0) {
                    var entry = queue.poll(1_000_000_000);
                    if (entry != null) {
                      told.add((entry.before() == null) + " " + (entry.now() == null));
                      queue.told(entry);
                    }
                  }
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
          check(queue.isSynced(), "not synced");
          boolean ends = told.isEmpty() || told.getLast().endsWith("true");
          check(ends, "told of what is gone, and not that it is: " + told);
        });
  }
}
