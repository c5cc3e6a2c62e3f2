package io.kubeweft.testing.internal.validation;

import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What clients are told about names of finalizers that may collide. */
public final class FinalizerWarnings {
  private static final Set<String> OWN = Set.of("orphan", "foregroundDeletion", "kubernetes");

  private FinalizerWarnings() {}

  /** Returns one text for each such finalizer of an object. */
  public static List<String> of(JsonObject object) {
    List<String> warnings = new ArrayList<>();
    for (JsonValue each : object.getArray("metadata", "finalizers")) {
      if (each instanceof JsonString(String name) && !name.contains("/") && !OWN.contains(name)) {
        String path = name.contains(".") ? " including a path (/)" : "";
        warnings.add(
            "metadata.finalizers: \""
                + name
                + "\": prefer a domain-qualified finalizer name"
                + path
                + " to avoid accidental conflicts with other finalizer writers");
      }
    }
    return warnings;
  }
}
