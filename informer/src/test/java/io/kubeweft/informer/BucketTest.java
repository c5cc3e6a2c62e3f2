package io.kubeweft.informer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Field;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.StampedLock;
import org.junit.jupiter.api.Test;

class BucketTest {
  private final Bucket<String> bucket = new Bucket<>(new Index<>(List::of), "red");

  private static Field field(String name) throws ReflectiveOperationException {
    Field field = Bucket.class.getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }

  /** What fails is a copy of fewer than no objects: one with no memory left fails there, too. */
  @Test
  void list_copyBehindAWriterFails_leavesNoLock() throws Exception {
    StampedLock lock = (StampedLock) field("lock").get(bucket);
    long writing = lock.writeLock();
    FutureTask<List<String>> reader = new FutureTask<>(bucket::list);
    Thread thread = Thread.ofPlatform().start(reader);
    while (thread.getState() != Thread.State.WAITING) {
      Thread.sleep(1);
    }
    field("size").setInt(bucket, -1);

    lock.unlockWrite(writing);

    assertThatThrownBy(reader::get).hasCauseInstanceOf(NegativeArraySizeException.class);
    assertThat(lock.isReadLocked()).isFalse();
  }
}
