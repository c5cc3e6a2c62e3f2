package io.kubeweft.internal.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DroppableTest {
  private final List<String> closed = new ArrayList<>();
  private final Droppable<String> task = new Droppable<>(() -> "answer", closed::add);

  @Test
  void drop_whenTheResultHasJustCome_closesIt() {
    task.run();

    task.drop();

    assertThat(closed).containsExactly("answer");
  }

  @Test
  void cancel_whileItRuns_closesWhatComesAllTheSame() {
    List<Droppable<String>> self = new ArrayList<>();
    Droppable<String> late =
        new Droppable<>(
            () -> {
              self.getFirst().cancel(false);
              return "late answer";
            },
            closed::add);
    self.add(late);

    late.run();

    assertThat(closed).containsExactly("late answer");
  }

  @Test
  void drop_beforeTheResult_doesNothing() {
    task.drop();

    task.run();

    assertThat(closed).isEmpty();
    assertThat(task.isCancelled()).isTrue();
  }

  @Test
  void drop_ofAFailure_isQuiet() {
    Droppable<String> failing =
        new Droppable<>(
            () -> {
              throw new IllegalStateException("no answer");
            },
            closed::add);
    failing.run();

    failing.drop();

    assertThat(failing.state()).isEqualTo(Droppable.State.FAILED);
    assertThat(closed).isEmpty();
  }
}
