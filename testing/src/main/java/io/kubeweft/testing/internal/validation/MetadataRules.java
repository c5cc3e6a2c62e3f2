package io.kubeweft.testing.internal.validation;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonBoolean;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the metadata of every object must be like (apimachinery pkg/api/validation/objectmeta.go).
 */
public final class MetadataRules {
  private static final int MAX_ANNOTATIONS = 256 * 1024;
  private static final String IMMUTABLE = "field is immutable";
  private static final Set<String> STANDARD_FINALIZERS =
      Set.of("kubernetes", "orphan", "foregroundDeletion");

  /** What may not own anything (apimachinery objectmeta.go). */
  private static final String EVENT = "Event";

  private MetadataRules() {}

  /**
   * Checks an object that is created.
   *
   * @param namespaced whether it must have a namespace
   * @param name says what is wrong with a name
   */
  static void created(
      Causes causes, JsonObject object, boolean namespaced, Function<String, List<String>> name) {
    String generated = text(object, "generateName");
    if (!generated.isEmpty()) {
      // What follows is random letters, so that the end may be a hyphen or a dot.
      String prefix = generated.replaceAll("[-.]$", "a");
      causes.invalid("metadata.generateName", generated, name.apply(prefix));
    }
    String given = text(object, "name");
    if (given.isEmpty()) {
      causes.required("metadata.name", "name or generateName is required");
    } else {
      causes.invalid("metadata.name", given, name.apply(given));
    }
    String namespace = text(object, "namespace");
    if (namespaced && namespace.isEmpty()) {
      causes.required("metadata.namespace", "");
    } else if (namespaced) {
      causes.invalid("metadata.namespace", namespace, Names.label(namespace));
    } else if (!namespace.isEmpty()) {
      causes.forbidden("metadata.namespace", "not allowed on this type");
    }
    common(causes, "metadata", object);
  }

  static void embedded(Causes causes, String path, JsonObject object) {
    String name = text(object, "name");
    causes.invalid(Paths.child(path, "name"), name, Names.pathSegment(name));
    common(causes, path, object);
  }

  /** Checks an object that is changed. */
  static void updated(Causes causes, JsonObject before, JsonObject after) {
    if (!text(before, "deletionTimestamp").isEmpty()) {
      List<JsonValue> had = before.getArray("metadata", "finalizers").values();
      List<String> added =
          after.getArray("metadata", "finalizers").values().stream()
              .filter(each -> !had.contains(each))
              .map(JsonValue::toString)
              .sorted()
              .toList();
      if (!added.isEmpty()) {
        causes.forbidden(
            "metadata.finalizers",
            "no new finalizers can be added if the object is being deleted, found new finalizers"
                + " []string{"
                + String.join(", ", added)
                + "}");
      }
    }
    for (String field : List.of("name", "namespace", "uid")) {
      immutable(
          causes, "metadata." + field, before.get("metadata", field), after.get("metadata", field));
    }
    for (String field : List.of("deletionTimestamp", "deletionGracePeriodSeconds")) {
      JsonValue given = after.get("metadata", field);
      if (given != null) {
        immutable(causes, "metadata." + field, before.get("metadata", field), given);
      }
    }
    common(causes, "metadata", after);
  }

  /** A field may not change. */
  static void immutable(
      Causes causes, String path, @Nullable JsonValue before, @Nullable JsonValue after) {
    if (before == null ? after != null : !before.equals(after)) {
      causes.invalid(path, after, IMMUTABLE);
    }
  }

  private static void common(Causes causes, String path, JsonObject object) {
    JsonObject metadata = object.getObject("metadata");
    labels(causes, Paths.child(path, "labels"), metadata.getObject("labels"));
    annotations(causes, Paths.child(path, "annotations"), metadata.getObject("annotations"));
    owners(causes, Paths.child(path, "ownerReferences"), metadata.getArray("ownerReferences"));
    finalizers(causes, Paths.child(path, "finalizers"), metadata.getArray("finalizers"));
  }

  /** Checks labels, wherever they are. */
  static void labels(Causes causes, String path, JsonObject labels) {
    labels
        .members()
        .forEach(
            (key, value) -> {
              causes.invalid(path, key, Names.qualified(key));
              String text = plain(value);
              causes.invalid(path, text, Names.labelValue(text));
            });
  }

  static void annotations(Causes causes, String path, JsonObject annotations) {
    long size = 0;
    for (Map.Entry<String, JsonValue> entry : annotations.members().entrySet()) {
      String key = entry.getKey();
      causes.invalid(path, key, Names.annotationKey(key));
      size += key.length() + plain(entry.getValue()).length();
    }
    if (size > MAX_ANNOTATIONS) {
      causes.tooLong(path, MAX_ANNOTATIONS);
    }
  }

  private static void owners(Causes causes, String path, JsonArray owners) {
    String controller = "";
    for (int i = 0; i < owners.size(); i++) {
      JsonObject owner = (JsonObject) owners.get(i);
      String apiVersion = plain(owner.get("apiVersion"));
      if (apiVersion.isEmpty() || apiVersion.matches("[^/]*/|.*/.*/.*")) {
        causes.invalid(path + ".apiVersion", apiVersion, "version must not be empty");
      }
      for (String field : List.of("kind", "name", "uid")) {
        if (plain(owner.get(field)).isEmpty()) {
          causes.invalid(path + "." + field, "", "must not be empty");
        }
      }
      if (apiVersion.equals("v1") && plain(owner.get("kind")).equals(EVENT)) {
        causes.invalid(path, owner, "/v1, Kind=Event is disallowed from being an owner");
      }
      if (owner.get("controller") == JsonBoolean.TRUE) {
        String shown = plain(owner.get("kind")) + "/" + plain(owner.get("name"));
        if (!controller.isEmpty()) {
          causes.invalid(
              path,
              owners,
              "Only one reference can have Controller set to true. Found \"true\" in references"
                  + " for "
                  + controller
                  + " and "
                  + shown);
        }
        controller = controller.isEmpty() ? shown : controller;
      }
    }
  }

  private static void finalizers(Causes causes, String path, JsonArray finalizers) {
    for (JsonValue each : finalizers) {
      String name = plain(each);
      causes.invalid(path, name, Names.qualified(name));
    }
    boolean orphan = finalizers.values().contains(new JsonString("orphan"));
    boolean foreground = finalizers.values().contains(new JsonString("foregroundDeletion"));
    if (orphan && foreground) {
      causes.invalid(
          path, finalizers, "finalizer orphan and foregroundDeletion cannot be both set");
    }
  }

  /** Checks that the finalizers of a built-in kind are known ones, or names with a domain. */
  static void kubeFinalizers(Causes causes, JsonObject object) {
    List<JsonValue> finalizers = object.getArray("metadata", "finalizers").values();
    for (int i = 0; i < finalizers.size(); i++) {
      String name = plain(finalizers.get(i));
      if (!name.contains("/") && !STANDARD_FINALIZERS.contains(name)) {
        causes.invalid(
            Paths.index("metadata.finalizers", i),
            name,
            "name is neither a standard finalizer name nor is it fully qualified");
      }
    }
  }

  private static String text(JsonObject object, String field) {
    return plain(object.get("metadata", field));
  }

  private static String plain(@Nullable JsonValue value) {
    return value == null ? "" : value instanceof JsonString(String text) ? text : value.toString();
  }
}
