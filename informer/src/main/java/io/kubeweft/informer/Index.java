package io.kubeweft.informer;

import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The buckets of one index function, by value. There are no empty ones. */
final class Index<T> {
  private final Function<? super T, ? extends Collection<String>> function;
  private final ConcurrentHashMap<String, Bucket<T>> buckets = new ConcurrentHashMap<>();

  Index(Function<? super T, ? extends Collection<String>> function) {
    this.function = function;
  }

  /** Returns the same index without an object in it. */
  Index<T> empty() {
    return new Index<>(function);
  }

  /** Whether both always say the same of an object. */
  boolean hasFunctionOf(Index<T> other) {
    return function == other.function;
  }

  /** Asks the index function, which is code of the user: not to be called under a lock. */
  List<String> valuesOf(T object) {
    try {
      Collection<String> found = function.apply(object);
      return found.size() <= 1 ? List.copyOf(found) : List.copyOf(new LinkedHashSet<>(found));
    } catch (Throwable e) {
      UserCode.rethrowIfFatal(e);
      System.getLogger(Index.class.getName())
          .log(Level.WARNING, "An index function failed; an object is missing in its index: " + e);
      return List.of();
    }
  }

  /** Within compute, so that a bucket is not removed as empty while it is entered. */
  void enter(String value, Entry<T> entry, int place, T object) {
    buckets.compute(
        value,
        (v, bucket) -> {
          Bucket<T> entered = bucket == null ? new Bucket<>(this, v) : bucket;
          entered.add(entry, place, object);
          return entered;
        });
  }

  void leave(String value, Entry<T> entry, int place) {
    buckets.computeIfPresent(value, (v, bucket) -> bucket.remove(entry, place) ? null : bucket);
  }

  List<T> list(String value) {
    Bucket<T> bucket = buckets.get(value);
    return bucket == null ? List.of() : bucket.list();
  }

  Set<String> values() {
    return Set.copyOf(buckets.keySet());
  }
}
