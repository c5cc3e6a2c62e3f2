package io.kubeweft.informer;

import io.kubeweft.meta.PartialObjectMetadata;

/** What tests do with the queues of handlers. */
final class TestQueues {
  private TestQueues() {}

  /** A name for a queue: its thread is never started. */
  static HandlerRegistration registration() {
    return HandlerRegistration.create(
        new HandlerQueue<PartialObjectMetadata>(false),
        new ResourceHandler<>() {},
        HandlerOptions.DEFAULT,
        "handler",
        () -> {},
        ended -> {});
  }

  /** Tells a handler what waits, as its thread would. */
  static void tellAll(
      HandlerQueue<PartialObjectMetadata> queue, ResourceHandler<PartialObjectMetadata> to)
      throws InterruptedException {
    for (var entry = queue.poll(0); entry != null; entry = queue.poll(0)) {
      entry.deliver(to);
      queue.told(entry);
    }
  }
}
