package io.kubeweft.informer;

import static io.kubeweft.informer.TestQueues.tellAll;
import static org.assertj.core.api.Assertions.assertThat;

import io.kubeweft.meta.ObjectMeta;
import io.kubeweft.meta.PartialObjectMetadata;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandlerQueueTest {
  private final List<String> calls = new ArrayList<>();

  private final ResourceHandler<PartialObjectMetadata> handler =
      new ResourceHandler<>() {
        @Override
        public void onAdd(PartialObjectMetadata object, boolean initial) {
          calls.add("add " + version(object));
        }

        @Override
        public void onUpdate(PartialObjectMetadata before, PartialObjectMetadata now) {
          calls.add("update " + version(before) + " " + version(now));
        }

        @Override
        public void onDelete(PartialObjectMetadata last, boolean finalStateUnknown) {
          calls.add("delete " + version(last) + (finalStateUnknown ? " unknown" : ""));
        }
      };

  private static PartialObjectMetadata object(String color, int version) {
    return IndexedStoreTest.object("n", "a", color, version);
  }

  private static String version(PartialObjectMetadata object) {
    return object.metadata().resourceVersion();
  }

  private static Pending<PartialObjectMetadata> update(int from, int to) {
    return Pending.there(new ObjectKey("n", "a"), object("red", from), object("red", to), false);
  }

  @Test
  void offer_deletionThatWasSeen_isToldWithItsState() throws Exception {
    HandlerQueue<PartialObjectMetadata> queue = new HandlerQueue<>(false);
    queue.offer(Pending.gone(new ObjectKey("n", "a"), object("red", 1), object("red", 2)));

    tellAll(queue, handler);

    assertThat(calls).containsExactly("delete 2");
  }

  @Test
  void offer_deletionThatWasNotSeen_isToldWithTheLastKnownState() throws Exception {
    HandlerQueue<PartialObjectMetadata> queue = new HandlerQueue<>(false);
    queue.offer(update(1, 2));
    queue.offer(Pending.gone(new ObjectKey("n", "a"), object("red", 2), null));

    tellAll(queue, handler);

    assertThat(calls).containsExactly("delete 1 unknown");
    assertThat(queue.merged()).isEqualTo(1);
  }

  @Test
  void offer_deletionOfAnotherThanTheHandlerKnows_isToldOfTheOneItKnows() throws Exception {
    HandlerQueue<PartialObjectMetadata> queue = new HandlerQueue<>(false);
    ObjectKey key = new ObjectKey("n", "a");
    PartialObjectMetadata other =
        new PartialObjectMetadata(
            "v1",
            "ConfigMap",
            ObjectMeta.of(m -> m.namespace("n").name("a").uid("other").resourceVersion("3")));
    queue.offer(Pending.gone(key, object("red", 1), object("red", 2)));
    queue.offer(Pending.there(key, null, other, false));
    queue.offer(Pending.gone(key, other, other));

    tellAll(queue, handler);

    assertThat(calls).containsExactly("delete 1 unknown");
  }

  @Test
  void filter_objectLeftItBeforeItWasDeleted_deletionIsToldAllTheSame() throws Exception {
    HandlerQueue<PartialObjectMetadata> queue = new HandlerQueue<>(false);
    var red =
        new FilteringHandler<>(
            handler, (PartialObjectMetadata o) -> "red".equals(o.metadata().labels().get("color")));
    queue.offer(Pending.there(new ObjectKey("n", "a"), object("red", 1), object("blue", 2), false));
    queue.offer(Pending.gone(new ObjectKey("n", "a"), object("blue", 2), object("blue", 3)));

    tellAll(queue, red);

    assertThat(calls).containsExactly("delete 3");
  }

  @Test
  void everyEvent_tooManyWait_areMergedUntilTheHandlerHasCaughtUp() throws Exception {
    HandlerQueue<PartialObjectMetadata> queue = new HandlerQueue<>(true);
    for (int i = 0; i <= HandlerQueue.STRICT_LIMIT; i++) {
      queue.offer(update(i, i + 1));
    }

    assertThat(queue.size()).isEqualTo(1);
    assertThat(queue.merged()).isEqualTo(HandlerQueue.STRICT_LIMIT);
    tellAll(queue, handler);
    assertThat(calls).containsExactly("update 0 " + (HandlerQueue.STRICT_LIMIT + 1));

    queue.offer(update(1, 2));
    queue.offer(update(2, 3));
    assertThat(queue.size()).isEqualTo(2);
  }

  @Test
  void initial_twoAddsOfOneObjectMerge_isSyncedWhenToldOnce() throws Exception {
    HandlerQueue<PartialObjectMetadata> queue = new HandlerQueue<>(false);
    queue.offer(Pending.there(new ObjectKey("n", "a"), null, object("red", 1), true));
    queue.offer(Pending.there(new ObjectKey("n", "a"), object("red", 1), object("red", 2), true));
    queue.initialComplete();

    assertThat(queue.isSynced()).isFalse();
    tellAll(queue, handler);
    assertThat(queue.isSynced()).isTrue();
    assertThat(calls).containsExactly("add 2");
  }

  @Test
  void initial_resyncOfAnObjectThatWaits_isSyncedWhenToldOnce() throws Exception {
    HandlerQueue<PartialObjectMetadata> queue = new HandlerQueue<>(false);
    queue.offer(Pending.there(new ObjectKey("n", "a"), null, object("red", 1), true));
    queue.initialComplete();

    queue.offer(Pending.there(new ObjectKey("n", "a"), object("red", 1), object("red", 1), false));

    assertThat(queue.isSynced()).isFalse();
    Pending<PartialObjectMetadata> entry = queue.poll(0);
    assertThat(entry.initial()).isTrue();
    assertThat(entry.before()).isNull();
    queue.told(entry);
    assertThat(queue.isSynced()).isTrue();
  }

  @Test
  void initial_moreThanAStrictQueueHolds_isSyncedWhenAllAreTold() throws Exception {
    HandlerQueue<PartialObjectMetadata> queue = new HandlerQueue<>(true);
    for (int i = 0; i < HandlerQueue.STRICT_LIMIT; i++) {
      queue.offer(update(i, i + 1));
    }
    queue.offer(Pending.there(new ObjectKey("n", "b"), null, object("red", 1), true));
    queue.offer(Pending.there(new ObjectKey("n", "b"), object("red", 1), object("red", 2), true));
    queue.initialComplete();

    queue.told(queue.poll(0));
    assertThat(queue.isSynced()).isFalse();
    queue.told(queue.poll(0));
    assertThat(queue.isSynced()).isTrue();
  }
}
