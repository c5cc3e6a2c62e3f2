package io.kubeweft.json;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.sym.PropertyNameMatcher;
import tools.jackson.core.util.Named;

/**
 * The member names of one type, known to its codec by their positions, so that reading compares
 * bytes instead of making strings, and writing copies bytes.
 */
public final class FieldNames {
  private final List<String> texts;

  // Made when they are first asked for, by any thread: a program knows many more types than it
  // uses.
  private volatile @Nullable PropertyNameMatcher matcher;
  private volatile SerializableString @Nullable [] names;

  private FieldNames(List<String> texts) {
    this.texts = texts;
  }

  /**
   * Returns the names in this order: the first has position 0.
   *
   * @param names distinct member names
   */
  public static FieldNames of(String... names) {
    return new FieldNames(List.of(names));
  }

  PropertyNameMatcher matcher() {
    PropertyNameMatcher known = matcher;
    return known == null ? makeMatcher() : known;
  }

  private PropertyNameMatcher makeMatcher() {
    List<Named> named = new ArrayList<>(texts.size());
    for (String text : texts) {
      named.add(Named.fromString(text));
    }
    // String constants are interned, which the matcher may rely on.
    PropertyNameMatcher made = JsonFactories.FACTORY.constructNameMatcher(named, true);
    matcher = made;
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
