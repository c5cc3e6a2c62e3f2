package io.kubeweft.internal.time;

import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/**
 * Something that is waited for, done by a thread of its own: that one can be interrupted to end it,
 * while the interrupt of who waits is theirs.
 *
 * @param <R> what it comes to
 */
public final class Droppable<R> extends FutureTask<R> {
  private final Consumer<R> close;

  /**
   * Creates a task; nothing is done before it is run.
   *
   * @param task ends when it is interrupted
   * @param close gives up a result that nobody waits for any more
   */
  public Droppable(Callable<R> task, Consumer<R> close) {
    super(task);
    this.close = close;
  }

  /** A result that comes all the same must not keep its connection. */
  @Override
  protected void set(R result) {
    super.set(result);
    if (isCancelled()) {
      close.accept(result);
    }
  }

  /** Ends it for a caller who has given up; a result that has just come is dropped, too. */
  public void drop() {
    drop(this, close);
  }

  /**
   * Ends something for a caller who has given up; a result that has just come is dropped, too.
   *
   * @param task is cancelled
   * @param close gives up a result that has come
   */
  public static <R> void drop(Future<R> task, Consumer<? super R> close) {
    if (!task.cancel(true) && task.state() == Future.State.SUCCESS) {
      close.accept(task.resultNow());
    }
  }
}
