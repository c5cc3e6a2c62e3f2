package io.kubeweft.json;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
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
   * For each name the position of the one that came behind it the last time; before them all that
   * for none or an unknown one. Any thread writes here: a guess is checked, whoever has made it.
   */
  private final int[] behind;

  // Made when they are first asked for, by any thread: a program knows many more types than it
  // uses.
  private volatile @Nullable Map<String, Integer> positions;
  private volatile SerializableString @Nullable [] names;

  private FieldNames(List<String> texts) {
    this.texts = texts;
    this.behind = new int[texts.size() + 1];
    for (int i = 0; i < texts.size(); i++) {
      behind[i] = i;
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

  /**
   * Goes to the next token, and compares it with the name that is likely to come.
   *
   * @param current the position of the name before; negative if it is unknown or there was none
   * @return the position of the name; {@link JsonReader#UNKNOWN} if it is none of these, {@link
   *     JsonReader#END} if the token is no name
   */
  int next(JsonParser parser, int current) {
    int place = Math.max(0, current + 1);
    if (texts.isEmpty()) {
      parser.nextName();
    } else {
      int guess = behind[place];
      if (parser.nextName(get(guess))) {
        return guess;
      }
    }
    if (parser.currentToken() != JsonToken.PROPERTY_NAME) {
      return JsonReader.END;
    }
    int position = position(parser.currentName());
    if (position != JsonReader.UNKNOWN) {
      behind[place] = position;
    }
    return position;
  }

  private int position(String name) {
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
