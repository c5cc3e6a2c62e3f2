package io.kubeweft.json;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
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

  enum Shape {
    VALUE,
    LIST,
    MAP
  }

  /** A value that was read from a text of this length and fingerprint. */
  private record Part(
      JsonCodec<?> codec, Shape shape, int length, long polynomial, int check, Object value) {
    boolean isOf(JsonCodec<?> otherCodec, Shape otherShape) {
      return codec == otherCodec && shape == otherShape;
    }
  }

  private final Map<String, Part[]> byUid = new HashMap<>();
  private final TextHash hash = new TextHash();

  // Of the object that is being read.
  private @Nullable String uid;
  private int outside;
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

  /** An object is read whose field is at this depth of nesting. */
  void begin(int depth) {
    outside = depth;
    uid = null;
    earlier = NONE;
    Arrays.fill(seen, 0, seenCount, null);
    seenCount = 0;
  }

  /** A uid has been read at this depth: that of the object, if that is where its metadata is. */
  void identify(String objectUid, int depth) {
    if (uid == null && depth == outside + METADATA && !objectUid.isEmpty()) {
      uid = objectUid;
      earlier = byUid.getOrDefault(objectUid, NONE);
    }
  }

  /** The object has been read: what was seen of it is what its next update is compared with. */
  void end() {
    String objectUid = uid;
    if (objectUid != null) {
      byUid.put(objectUid, Arrays.copyOf(seen, seenCount));
    }
    begin(outside);
  }

  /** Whether values at this depth are parts: those of the object, its metadata, spec and status. */
  boolean covers(int depth) {
    return uid != null && depth <= outside + DEEPEST;
  }

  /** Returns the value whose text begins here and has been seen before; null if it has changed. */
  @Nullable Unchanged find(JsonCodec<?> codec, Shape shape, byte[] text, int begin, int limit) {
    for (Part part : earlier) {
      int end = begin + part.length;
      if (part.isOf(codec, shape) && end <= limit && isEnd(text[end - 1])) {
        hash.of(text, begin, end);
        if (hash.polynomial() == part.polynomial && hash.check() == part.check) {
          add(part);
          return new Unchanged(part.value, end);
        }
      }
    }
    return null;
  }

  /** What is no end of an object or array needs no hash. */
  private static boolean isEnd(byte last) {
    return last == '}' || last == ']';
  }

  /** A value that was seen before, and where its text ends. */
  record Unchanged(Object value, int end) {}

  /** How many parts were seen; for {@link #add}. */
  int mark() {
    return seenCount;
  }

  /**
   * A value was decoded from the text between begin and end. Its own parts, seen since the mark,
   * matter only if it is one that changes.
   */
  void add(
      JsonCodec<?> codec, Shape shape, byte[] text, int begin, int end, Object value, int mark) {
    if (end - begin < LEAST_LENGTH) {
      return;
    }
    if (!changes(codec, shape)) {
      Arrays.fill(seen, mark, seenCount, null);
      seenCount = mark;
    }
    hash.of(text, begin, end);
    add(new Part(codec, shape, end - begin, hash.polynomial(), hash.check(), value));
  }

  private boolean changes(JsonCodec<?> codec, Shape shape) {
    for (Part part : earlier) {
      if (part.isOf(codec, shape)) {
        return true;
      }
    }
    return false;
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
}
