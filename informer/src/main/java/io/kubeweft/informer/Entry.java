package io.kubeweft.informer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An object in the store: where it is, what it is now, and its places in the buckets of indexes.
 *
 * <p>An update that changes no index value changes the entry in place; any other one makes a new
 * entry. All but reading is done by the writer of its stripe.
 */
final class Entry<T> {
  private final int hash;

  /** Of the newest object, lest the texts of the first one stay in memory; equal ones, always. */
  private String namespace;

  private String name;
  private volatile @Nullable T object;

  /** In the order of the indexes and of their values. */
  private final Bucket<T>[] buckets;

  /** Where this entry is in each bucket; guarded by the lock of that bucket. */
  private final int[] positions;

  private Entry(int hash, ObjectKey key, @Nullable T object, int places) {
    this.hash = hash;
    this.namespace = key.namespace();
    this.name = key.name();
    this.object = object;
    this.buckets = Bucket.array(places);
    this.positions = new int[places];
  }

  /** Returns an entry that is in no bucket yet, with places for these values. */
  static <T> Entry<T> of(int hash, ObjectKey key, T object, List<List<String>> values) {
    int places = 0;
    for (List<String> of : values) {
      places += of.size();
    }
    return new Entry<>(hash, key, object, places);
  }

  /** Returns what stands where an entry was. */
  static <T> Entry<T> gone() {
    return new Entry<>(0, new ObjectKey("", ""), null, 0);
  }

  int hash() {
    return hash;
  }

  boolean isAt(int otherHash, ObjectKey key) {
    return hash == otherHash
        && name.equals(key.name())
        && namespace.equals(key.namespace())
        && object != null;
  }

  ObjectKey key() {
    return new ObjectKey(namespace, name);
  }

  @Nullable T object() {
    return object;
  }

  int places() {
    return buckets.length;
  }

  Bucket<T> bucket(int place) {
    return buckets[place];
  }

  /** Returns its place for a bucket; -1 if it is not in it. */
  int placeIn(Bucket<T> bucket) {
    for (int place = 0; place < buckets.length; place++) {
      if (buckets[place] == bucket) {
        return place;
      }
    }
    return -1;
  }

  /** Returns its place for a value of an index; -1 if it does not have that value. */
  int placeFor(Index<T> index, String value) {
    for (int place = 0; place < buckets.length; place++) {
      if (buckets[place].isFor(index, value)) {
        return place;
      }
    }
    return -1;
  }

  /** Returns where it is in the bucket of a place. */
  int position(int place) {
    return positions[place];
  }

  void enter(int place, Bucket<T> bucket, int position) {
    buckets[place] = bucket;
    positions[place] = position;
  }

  /** Whether these are the values for which this entry is in its buckets. */
  boolean hasValues(List<Index<T>> indexes, List<List<String>> values) {
    int place = 0;
    for (int i = 0; i < values.size(); i++) {
      for (String value : values.get(i)) {
        if (place == buckets.length || !buckets[place].isFor(indexes.get(i), value)) {
          return false;
        }
        place++;
      }
    }
    return place == buckets.length;
  }

  /** Puts an object in the place of the one before, in all buckets and then here. */
  void exchange(ObjectKey key, T now) {
    for (int place = 0; place < buckets.length; place++) {
      buckets[place].set(positions, place, now);
    }
    namespace = key.namespace();
    name = key.name();
    object = now;
  }
}
