package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonObject;
import io.kubeweft.testing.internal.validation.Cause;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known about the objects of a resource: their fields, their defaults, their rules. */
interface KindRules {
  /**
   * An object as it was read.
   *
   * @param object with the fields that its kind has
   * @param unknown paths of the fields that were left out
   */
  record Decoded(JsonObject object, List<String> unknown) {}

  /**
   * Reads an object.
   *
   * @throws WrongTypeException if a value is of another type than its field
   */
  Decoded decode(JsonObject object);

  /**
   * Reads a configuration that is applied: who applies it owns what is in it, and no defaults.
   *
   * @throws WrongTypeException if a value is of another type than its field
   */
  default Decoded decodeApplied(JsonObject configuration) {
    return decode(configuration);
  }

  /** Whether nothing is created any more, because the kind itself goes. */
  default boolean isClosing() {
    return false;
  }

  /** Whether changes of an object are counted in its metadata. */
  boolean hasGeneration(JsonObject object);

  /** The object with what is filled in. */
  JsonObject defaulted(JsonObject object);

  /** Says what is wrong with an object that is created. */
  List<Cause> created(JsonObject object);

  /** Says what is wrong with a change. */
  List<Cause> updated(JsonObject before, JsonObject after, String subresource);

  /** The fields that a definition declares for selectors; null for a built-in kind. */
  default @Nullable Set<String> selectableFields() {
    return null;
  }

  /** How objects are shown as a Scale. */
  default Scales scales() {
    return Scales.BUILT_IN;
  }

  /** What a client is told when it has written an object. */
  List<String> warnings(JsonObject object);

  /** The object as it is stored. */
  JsonObject stored(JsonObject object);

  /** A stored object as this version shows it. */
  JsonObject shown(JsonObject object);

  /** A value of another type than its field. */
  final class WrongTypeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String problem;

    WrongTypeException(String problem) {
      super(problem);
      this.problem = problem;
    }

    String problem() {
      return problem;
    }
  }
}
