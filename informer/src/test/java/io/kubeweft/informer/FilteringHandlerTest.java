package io.kubeweft.informer;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeweft.meta.PartialObjectMetadata;
import org.junit.jupiter.api.Test;

class FilteringHandlerTest {
  private final Recorder<PartialObjectMetadata> told = new Recorder<>();
  private final ResourceHandler<PartialObjectMetadata> red =
      new FilteringHandler<>(told, o -> "red".equals(o.metadata().labels().get("color")));

  private static PartialObjectMetadata object(String color, int version) {
    return IndexedStoreTest.object("n", "a", color, version);
  }

  @Test
  void passes_isTold() {
    red.onAdd(object("red", 1), true);
    red.onUpdate(object("red", 1), object("red", 2));
    red.onDelete(object("red", 2), false);

    assertThat(told.calls).containsExactly("initial a", "update a", "delete a");
    assertThat(told.nonsense).isEmpty();
  }

  @Test
  void passesNot_isNotTold() {
    red.onAdd(object("blue", 1), true);
    red.onUpdate(object("blue", 1), object("green", 2));
    red.onDelete(object("green", 2), false);

    assertThat(told.calls).isEmpty();
  }

  @Test
  void beginsToPass_isAdded() {
    red.onUpdate(object("blue", 1), object("red", 2));

    assertThat(told.calls).containsExactly("add a");
  }

  @Test
  void ceasesToPass_isDeleted() {
    red.onAdd(object("red", 1), false);
    red.onUpdate(object("red", 1), object("blue", 2));

    assertThat(told.calls).containsExactly("add a", "delete a");
    assertThat(told.nonsense).isEmpty();
  }

  @Test
  void deletedAndCreatedAgain_filtersBoth() throws Exception {
    HandlerQueue<PartialObjectMetadata> queue = new HandlerQueue<>(false);
    PartialObjectMetadata other =
        new PartialObjectMetadata(
            "v1", "ConfigMap", object("blue", 3).metadata().toBuilder().uid("another").build());
    red.onAdd(object("red", 1), false);
    queue.offer(Pending.there(new ObjectKey("n", "a"), object("red", 1), other, false));

    queue.poll(0).deliver(red);

    assertThat(told.calls).containsExactly("add a", "delete a");
  }
}
