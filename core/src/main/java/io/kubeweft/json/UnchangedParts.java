package io.kubeweft.json;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The parts of objects that their updates leave as they are: known again by their text, and not
 * decoded a second time.
 *
 * <p>Most of an update says what was said before: the spec when a status changes, labels, owners,
 * {@code managedFields}. {@link JsonReader#changed} takes such a part from the version before.
 * Texts are not kept: a part is the earlier one if its text has the same length and fingerprint
 * (see {@link TextHash} for how sure that is) and is read by the same codec.
 *
 * <p>An object is remembered from its first update until it is forgotten. That costs some 400 bytes
 * and keeps its parts in memory: it is for those who keep the objects, too.
 *
 * <p>Not for use by several threads.
 */
public final class UnchangedParts {
  /** Smaller ones cost less to decode than to remember. */
  private static final int LEAST_LENGTH = 64;

  /** How deep in nesting, counted from the object's field: the fields of metadata. */
  private static final int METADATA = 2;

  /** The fields of what is in spec, status and metadata. */
  private static final int DEEPEST = METADATA + 1;

  private static final int USUAL_PARTS = 8;

  /** Each part is looked for among all of them: of an object with more, the others are decoded. */
  private static final int MOST_PARTS = 64;

  private static final Part[] NONE = {};

  /** A value that was read from a text of this length and fingerprint. */
  private record Part(
      JsonCodec<?> codec, Shape shape, int length, long polynomial, int check, Object value) {
    boolean isOf(JsonCodec<?> otherCodec, Shape otherShape) {
      return codec == otherCodec && shape == otherShape;
    }
  }

  private final Map<String, Part[]> byUid = new HashMap<>();
  private final TextHash hash = new TextHash();

  // Of the object that is being read: its text, and how deep in nesting the object is a field.
  private @Nullable RawValueParser text;
  private int outside;
  private @Nullable String uid;
  private Part[] earlier = NONE;
  private Part[] seen = new Part[USUAL_PARTS];
  private int seenCount;

  /** Creates a memory of no objects. */
  public UnchangedParts() {}

  /**
   * Forgets an object, such as one that was deleted.
   *
   * @param objectUid its {@code metadata.uid}
   */
  public void forget(String objectUid) {
    byUid.remove(objectUid);
  }

  /** Returns how many objects are remembered. */
  public int size() {
    return byUid.size();
  }

  /**
   * Reads an object: whatever calls {@link #part} meanwhile reads of it.
   *
   * @param from stands before the object
   * @param decode reads it
   */
  <T extends @Nullable Object> T object(RawValueParser from, Supplier<T> decode) {
    text = from;
    outside = depth(from);
    try {
      T object = decode.get();
      if (uid != null) {
        byUid.put(uid, Arrays.copyOf(seen, seenCount));
      }
      return object;
    } finally {
      text = null;
      uid = null;
      earlier = NONE;
      forgetSeen(0);
    }
  }

  /** A uid has been read: that of the object, if it stands where its metadata is. */
  void identify(String objectUid) {
    if (text != null && uid == null && depth(text) == outside + METADATA && !objectUid.isEmpty()) {
      uid = objectUid;
      earlier = byUid.getOrDefault(objectUid, NONE);
    }
  }

  private static int depth(RawValueParser text) {
    return text.streamReadContext().getNestingDepth();
  }

  /**
   * Reads the current value, or goes behind it if it is one that has been seen before.
   *
   * @param codec of the value, or of what is in it
   * @param in stands at its first token
   */
  Object part(JsonCodec<?> codec, Shape shape, JsonReader in) {
    RawValueParser from = text;
    if (from == null
        || uid == null
        || !from.currentToken().isStructStart()
        || depth(from) > outside + DEEPEST) {
      return in.current(shape, codec);
    }
    int begin = from.position();
    boolean changes = false;
    for (Part part : earlier) {
      if (part.isOf(codec, shape)) {
        if (isNext(part, from)) {
          from.goToLast(part.length);
          add(part);
          return part.value;
        }
        changes = true;
      }
    }
    int mark = seenCount;
    int changeable = in.changeable();
    Object value = in.current(shape, codec);
    int length = from.position() - begin;
    if (length >= LEAST_LENGTH && in.changeable() == changeable) {
      if (!changes) {
        // Its own parts matter only if it is one that changes.
        forgetSeen(mark);
      }
      hash.of(from.bytes(), begin, begin + length);
      add(new Part(codec, shape, length, hash.polynomial(), hash.check(), value));
    }
    return value;
  }

  /** Whether the text of a part is what comes next. */
  private boolean isNext(Part part, RawValueParser from) {
    int begin = from.position();
    int end = begin + part.length;
    if (end > from.limit() || !isEnd(from.bytes()[end - 1])) {
      return false;
    }
    hash.of(from.bytes(), begin, end);
    return hash.polynomial() == part.polynomial && hash.check() == part.check;
  }

  /** What is no end of an object or array needs no hash. */
  private static boolean isEnd(byte last) {
    return last == '}' || last == ']';
  }

  private void add(Part part) {
    if (seenCount == MOST_PARTS) {
      return;
    }
    if (seenCount == seen.length) {
      seen = Arrays.copyOf(seen, 2 * seenCount);
    }
    seen[seenCount++] = part;
  }

  private void forgetSeen(int from) {
    Arrays.fill(seen, from, seenCount, null);
    seenCount = from;
  }
}
