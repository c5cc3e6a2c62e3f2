package io.kubeweft.informer;

import static io.kubeweft.informer.TestQueues.registration;
import static io.kubeweft.informer.TestQueues.tellAll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubeweft.meta.PartialObjectMetadata;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A lack of memory between a write and the last of those who are told of it. */
class DistributorTest {
  private static final PartialObjectMetadata A1 = IndexedStoreTest.object("n", "a", "red", 1);
  private static final PartialObjectMetadata A2 = IndexedStoreTest.object("n", "a", "red", 2);
  private static final PartialObjectMetadata B1 = IndexedStoreTest.object("n", "b", "red", 1);

  private final IndexedStore<PartialObjectMetadata> store = new IndexedStore<>();
  private final Distributor<PartialObjectMetadata> distributor =
      new Distributor<>(store, Set.of(""));

  /** Has no memory for a thread of its own when it is told to. */
  private final HandlerQueue<PartialObjectMetadata> first = new HandlerQueue<>(false);

  private final HandlerQueue<PartialObjectMetadata> second = new HandlerQueue<>(false);
  private final AtomicBoolean full = new AtomicBoolean();
  private final Recorder<PartialObjectMetadata> told = new Recorder<>();

  @BeforeEach
  void subscribe() {
    first.begin(
        () -> {
          if (full.getAndSet(false)) {
            throw new OutOfMemoryError("expected by the test");
          }
          return null;
        });
    distributor.subscribe(registration(), first);
    distributor.subscribe(registration(), second);
  }

  private void replace(PartialObjectMetadata... objects) {
    Map<ObjectKey, PartialObjectMetadata> all = new LinkedHashMap<>();
    for (PartialObjectMetadata object : objects) {
      all.put(ObjectKey.of(object), object);
    }
    distributor.replace("", all, "9", Set.of());
  }

  private void withoutMemory(Runnable write) {
    full.set(true);
    assertThatThrownBy(write::run).isInstanceOf(OutOfMemoryError.class);
  }

  @Test
  void replace_untoldForWantOfMemory_isToldByTheNext() throws Exception {
    withoutMemory(() -> replace(A1, B1));
    tellAll(second, told);
    assertThat(told.calls).isEmpty();
    assertThat(second.isSynced()).isFalse();

    replace(A1, B1);

    tellAll(first, new Recorder<>());
    tellAll(second, told);
    assertThat(told.calls).containsExactly("initial a", "initial b");
    assertThat(first.isSynced()).isTrue();
    assertThat(second.isSynced()).isTrue();
  }

  @Test
  void put_untoldForWantOfMemory_isToldByTheNextList() throws Exception {
    replace(A1);
    tellAll(second, told);

    withoutMemory(() -> distributor.put(A2));
    replace(A2);

    tellAll(second, told);
    assertThat(told.calls).containsExactly("initial a", "update a");
    assertThat(told.known()).containsValue("2");
  }

  @Test
  void delete_untoldForWantOfMemory_isToldByTheNextList() throws Exception {
    replace(A1, B1);
    tellAll(second, told);

    withoutMemory(() -> distributor.delete(ObjectKey.of(A1), A2));
    replace(B1);

    tellAll(second, told);
    assertThat(told.known()).containsOnlyKeys(ObjectKey.of(B1));
    assertThat(told.nonsense).isEmpty();
  }

  @Test
  void subscribe_afterWhatWasUntold_isToldOfEachOnce() throws Exception {
    replace(A1, B1);
    withoutMemory(() -> distributor.delete(ObjectKey.of(A1), A2));
    HandlerQueue<PartialObjectMetadata> late = new HandlerQueue<>(true);

    distributor.subscribe(registration(), late);

    replace(B1);
    tellAll(late, told);
    assertThat(told.calls).containsExactly("initial b");
    assertThat(told.nonsense).isEmpty();
  }
}
