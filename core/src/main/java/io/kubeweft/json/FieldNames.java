package io.kubeweft.json;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.SerializedString;

/**
 * The member names of one type, known to its codec by their positions, so that reading compares
 * bytes instead of making strings, and writing copies bytes.
 *
 * <p>Remembers which name came behind which, for {@link JsonReader#nextField}.
 */
public final class FieldNames {
  private final List<String> texts;

  /**
   * The position of the name that came last behind the one before it in this array; first that of
   * the beginning. Any thread writes here: a guess is checked, whoever has made it.
   */
  private final int[] behind;

  // Made when they are first asked for, by any thread: a program knows many more types than it
  // uses.
  private volatile @Nullable Map<String, Integer> positions;
  private volatile SerializableString @Nullable [] names;

  private FieldNames(List<String> texts) {
    this.texts = texts;
    this.behind = new int[texts.size() + 1];
    int last = texts.isEmpty() ? JsonReader.UNKNOWN : texts.size() - 1;
    for (int i = 0; i < behind.length; i++) {
      behind[i] = Math.min(i, last);
    }
  }

  /**
   * Returns the names in this order: the first has position 0.
   *
   * @param names distinct member names
   */
  public static FieldNames of(String... names) {
    return new FieldNames(List.of(names));
  }

  /** Returns the position of a name; {@link JsonReader#UNKNOWN} if it is none of these. */
  int position(String name) {
    Map<String, Integer> known = positions;
    Integer position = (known == null ? makePositions() : known).get(name);
    return position == null ? JsonReader.UNKNOWN : position;
  }

  private Map<String, Integer> makePositions() {
    Map<String, Integer> made = new HashMap<>();
    for (int i = 0; i < texts.size(); i++) {
      made.put(texts.get(i), i);
    }
    positions = made;
    return made;
  }

  /**
   * Returns the position of the name that is likely to come behind another; {@link
   * JsonReader#UNKNOWN} if there are no names.
   */
  int guessAfter(int position) {
    return behind[place(position)];
  }

  /** One name has come behind another. */
  void saw(int position, int next) {
    behind[place(position)] = next;
  }

  /** Where the one behind it is: behind no name or an unknown one it is the first. */
  private static int place(int position) {
    return Math.max(0, position + 1);
  }

  SerializableString get(int position) {
    SerializableString[] known = names;
    return (known == null ? makeNames() : known)[position];
  }

  private SerializableString[] makeNames() {
    SerializableString[] made = new SerializableString[texts.size()];
    for (int i = 0; i < made.length; i++) {
      made[i] = new SerializedString(texts.get(i));
    }
    names = made;
    return made;
  }

  int size() {
    return texts.size();
  }
}
