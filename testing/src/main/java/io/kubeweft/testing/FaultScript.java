package io.kubeweft.testing;

import io.kubeweft.testing.internal.Misfortune;
import io.kubeweft.testing.internal.Misfortune.Canned;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The faults that are still to happen. The lock guards the list; no predicate of a user runs under
 * it.
 */
final class FaultScript {
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Planned> planned = new ArrayList<>();

  /** Compared by identity: the same fault may be planned twice. */
  private static final class Planned {
    private final Fault fault;
    private final Predicate<RecordedRequest> when;

    Planned(Fault fault, Predicate<RecordedRequest> when) {
      this.fault = fault;
      this.when = when;
    }
  }

  void add(Fault fault, Predicate<RecordedRequest> when) {
    lock.lock();
    try {
      planned.add(new Planned(fault, when));
    } finally {
      lock.unlock();
    }
  }

  List<Fault> pending() {
    return snapshot().stream().map(each -> each.fault).toList();
  }

  private List<Planned> snapshot() {
    lock.lock();
    try {
      return List.copyOf(planned);
    } finally {
      lock.unlock();
    }
  }

  private boolean remove(Planned each) {
    lock.lock();
    try {
      return planned.remove(each);
    } finally {
      lock.unlock();
    }
  }

  /** Takes the first fault that is meant for a request; null if there is none. */
  @Nullable Misfortune take(RecordedRequest request) {
    for (Planned each : snapshot()) {
      if (each.when.test(request) && remove(each)) {
        return new Happening(each.fault);
      }
    }
    return null;
  }

  private record Happening(Fault fault) implements Misfortune {
    @Override
    public @Nullable Canned before() throws InterruptedException {
      return switch (fault) {
        case Fault.Answer answer ->
            new Canned(
                answer.code(),
                null,
                answer.reason(),
                answer.message(),
                answer.retryAfter() == null ? null : answer.retryAfter().toSeconds());
        case Fault.Body body -> new Canned(200, body.body(), "", "", null);
        case Fault.Delay delay -> {
          Thread.sleep(delay.delay());
          yield null;
        }
        default -> null;
      };
    }

    @Override
    public OutputStream watch(OutputStream events) {
      return new FaultyEvents(events, fault);
    }
  }
}
