package io.kubeweft.json;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.sym.PropertyNameMatcher;
import tools.jackson.core.util.Named;

/**
 * The member names of one type, known to its codec by their positions, so that reading compares
 * bytes instead of making strings, and writing copies bytes.
 */
public final class FieldNames {
  private final PropertyNameMatcher matcher;
  private final SerializableString[] names;

  private FieldNames(PropertyNameMatcher matcher, SerializableString[] names) {
    this.matcher = matcher;
    this.names = names;
  }

  /**
   * Returns the names in this order: the first has position 0.
   *
   * @param names distinct member names
   */
  public static FieldNames of(String... names) {
    List<Named> named = new ArrayList<>(names.length);
    SerializableString[] serialized = new SerializableString[names.length];
    for (int i = 0; i < names.length; i++) {
      named.add(Named.fromString(names[i]));
      serialized[i] = new SerializedString(names[i]);
    }
    // String constants are interned, which the matcher may rely on.
    return new FieldNames(JsonFactories.FACTORY.constructNameMatcher(named, true), serialized);
  }

  PropertyNameMatcher matcher() {
    return matcher;
  }

  SerializableString get(int position) {
    return names[position];
  }

  int size() {
    return names.length;
  }
}
