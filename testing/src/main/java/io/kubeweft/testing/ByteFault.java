package io.kubeweft.testing;

/** One thing that goes wrong with one connection through a {@link FaultyProxy}. */
public sealed interface ByteFault {
  /**
   * Closes the connection in the midst of an answer.
   *
   * @param bytes how many bytes of the server reach the client before
   */
  record DropAfter(long bytes) implements ByteFault {}

  /**
   * Resets the connection (RST) in the midst of an answer.
   *
   * @param bytes how many bytes of the server reach the client before
   */
  record ResetAfter(long bytes) implements ByteFault {}

  /**
   * Sends nothing more, and keeps the connection open.
   *
   * @param bytes how many bytes of the server reach the client before
   */
  record StallAfter(long bytes) implements ByteFault {}

  /** Takes everything and answers nothing; the server never sees the connection. */
  record BlackHole() implements ByteFault {}

  /** Sends the bytes of the server one by one, each in a packet of its own. */
  record SplitEveryByte() implements ByteFault {}
}
