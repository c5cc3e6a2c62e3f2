package io.kubeweft.informer;

import io.kubeweft.meta.KubernetesObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Notes what a handler is told, and what of it makes no sense. */
final class Recorder<T extends KubernetesObject> implements ResourceHandler<T> {
  final BlockingQueue<String> calls = new LinkedBlockingQueue<>();
  final List<String> nonsense = new CopyOnWriteArrayList<>();

  /** What the handler believes to be there, by key; the value is the version. */
  private final Map<ObjectKey, String> known = new HashMap<>();

  String next() throws InterruptedException {
    return calls.poll(20, TimeUnit.SECONDS);
  }

  synchronized Map<ObjectKey, String> known() {
    return Map.copyOf(known);
  }

  @Override
  public synchronized void onAdd(T object, boolean initial) {
    if (known.put(ObjectKey.of(object), object.metadata().resourceVersion()) != null) {
      nonsense.add("add after add of " + ObjectKey.of(object));
    }
    calls.add((initial ? "initial " : "add ") + object.metadata().name());
  }

  @Override
  public synchronized void onUpdate(T before, T now) {
    String last = known.put(ObjectKey.of(now), now.metadata().resourceVersion());
    if (!before.metadata().resourceVersion().equals(last)) {
      nonsense.add("update of " + ObjectKey.of(now) + " from what was not told");
    }
    calls.add("update " + now.metadata().name());
  }

  @Override
  public synchronized void onDelete(T last, boolean finalStateUnknown) {
    if (known.remove(ObjectKey.of(last)) == null) {
      nonsense.add("delete of unknown " + ObjectKey.of(last));
    }
    calls.add("delete " + last.metadata().name());
  }
}
