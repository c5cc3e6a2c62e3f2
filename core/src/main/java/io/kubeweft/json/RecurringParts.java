package io.kubeweft.json;

import org.jspecify.annotations.Nullable;

/**
 * The parts that objects of a collection have in common: known again by their text, and not decoded
 * a second time.
 *
 * <p>The objects of a list repeat each other: probes, ports, tolerations, resources, what a kubelet
 * manages. When a value begins, {@link JsonReader} compares what comes with the last texts that
 * stood at such a place. Where they seldom are the same, it soon stops looking.
 *
 * <p>Texts are kept, some 50 kB of them: it is for as long as a list is read, or the initial state
 * of a watch. Not for use by several threads.
 */
public final class RecurringParts {
  private static final int LEAST_LENGTH = 32;
  private static final int MOST_LENGTH = 1024;

  /** A power of two. At places beyond these, everything is decoded. */
  private static final int MOST_PLACES = 256;

  private static final int PROBES = 4;

  private final @Nullable Place[] places = new @Nullable Place[MOST_PLACES];

  /** Creates a memory of no parts. */
  public RecurringParts() {}

  /** A value, the text that it was read from, and the reader's hash of it. */
  private static final class Part {
    final byte[] text;
    final Object value;
    final int hash;

    Part(byte[] text, Object value, int hash) {
      this.text = text;
      this.value = value;
      this.hash = hash;
    }
  }

  /** A field of a type, and what has been read there. */
  private static final class Place {
    /** A pod has a few containers and conditions, a cluster some common sizes of them. */
    private static final int MOST_PARTS = 4;

    /** After so many values it shows whether they recur. */
    private static final int TRIAL = 32;

    private static final int LEAST_FOUND = TRIAL / 4;

    /** For so many values nothing is looked for where they do not recur. */
    private static final int PAUSE = 16 * TRIAL;

    private final JsonCodec<?> codec;
    private final Shape shape;
    private final @Nullable String name;

    /** The last one that was wanted first. */
    private final @Nullable Part[] parts = new @Nullable Part[MOST_PARTS];

    private int tried;
    private int found;
    private int paused;

    Place(JsonCodec<?> codec, Shape shape, @Nullable String name) {
      this.codec = codec;
      this.shape = shape;
      this.name = name;
    }

    boolean is(JsonCodec<?> otherCodec, Shape otherShape, @Nullable String other) {
      return codec == otherCodec
          && shape == otherShape
          && (name == null ? other == null : name.equals(other));
    }

    boolean isPaused() {
      if (paused == 0) {
        return false;
      }
      paused--;
      return true;
    }

    @Nullable Part next(RawValueParser from) {
      if (tried == TRIAL) {
        paused = found < LEAST_FOUND ? PAUSE : 0;
        tried = 0;
        found = 0;
      }
      tried++;
      for (int i = 0; i < MOST_PARTS; i++) {
        Part part = parts[i];
        if (part != null && from.isNext(part.text)) {
          found++;
          putFirst(part, i);
          return part;
        }
      }
      return null;
    }

    /** In the place of the one that was wanted longest ago. */
    void add(Part part) {
      putFirst(part, MOST_PARTS - 1);
    }

    private void putFirst(Part part, int place) {
      if (place > 0) {
        System.arraycopy(parts, 0, parts, 1, place);
        parts[0] = part;
      }
    }
  }

  /**
   * Reads the current value, or goes behind it if it is one that has been seen before.
   *
   * @param codec of the value, or of what is in it
   * @param from stands at its first token
   */
  Object part(JsonCodec<?> codec, Shape shape, RawValueParser from, JsonReader in) {
    Place place = from.currentToken().isStructStart() ? place(codec, shape, from) : null;
    if (place == null || place.isPaused()) {
      return in.current(shape, codec);
    }
    Part part = place.next(from);
    if (part != null) {
      from.goToLast(part.text.length);
      in.sawPart(part.hash);
      return part.value;
    }
    return read(place, from, in);
  }

  private static Object read(Place place, RawValueParser from, JsonReader in) {
    long begin = from.offset();
    int outer = in.hash();
    int changeable = in.changeable();
    Object value = in.current(place.shape, place.codec);
    long length = from.offset() - begin;
    byte[] text = length < LEAST_LENGTH || length > MOST_LENGTH ? null : from.textSince(begin);
    if (text != null && in.changeable() == changeable) {
      place.add(new Part(text, value, in.hash() - 31 * outer));
    }
    return value;
  }

  private @Nullable Place place(JsonCodec<?> codec, Shape shape, RawValueParser from) {
    String name = from.currentName();
    int hash = System.identityHashCode(codec) + 31 * (name == null ? 0 : name.hashCode());
    for (int i = 0; i < PROBES; i++) {
      int slot = hash + i & MOST_PLACES - 1;
      Place place = places[slot];
      if (place == null) {
        place = new Place(codec, shape, name);
        places[slot] = place;
        return place;
      }
      if (place.is(codec, shape, name)) {
        return place;
      }
    }
    return null;
  }
}
