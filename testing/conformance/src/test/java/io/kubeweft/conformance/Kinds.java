package io.kubeweft.conformance;

import io.kubeweft.api.ClientSet;
import io.kubeweft.json.Json;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import io.kubeweft.json.Yaml;
import io.kubeweft.meta.GroupVersionResource;
import io.kubeweft.resource.ResourceType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The table of {@code kinds.yaml}, and the types that the generated clients have for resources. */
final class Kinds {
  private static final JsonObject TABLE = table();
  private static final Map<GroupVersionResource, ResourceType<?>> TYPES = readTypes();

  private Kinds() {}

  /** What the table says of a resource in one version. */
  record Kind(JsonObject entry, GroupVersionResource resource, String kind) {
    /** Why nothing of it is created in earnest; empty if it is. */
    String dryRun() {
      return Objects.requireNonNullElse(entry.getString("dryRun"), "");
    }

    /** Whether it is answered and not stored. */
    boolean isQuestion() {
      return entry.getBoolean("ask") != null;
    }

    /** Whether an object that is being deleted is to be freed of its finalizers. */
    boolean isReleased() {
      return entry.getBoolean("release") != null;
    }

    /** The name of an object whose other fields are said to have a name. */
    String objectName(String name) {
      String pattern = entry.getString("name");
      return pattern == null ? name : filled(pattern, name, "");
    }

    /** A minimal valid object. */
    JsonObject object(String name, String namespace) {
      JsonObject version = entry.getObject("versions", resource.version());
      JsonObject body = version.isEmpty() ? entry.getObject("object") : version;
      JsonObject.Builder object =
          JsonObject.builder().put("apiVersion", apiVersion()).put("kind", kind);
      if (!isQuestion() || entry.has("name")) {
        object.put("metadata", JsonObject.of("name", new JsonString(objectName(name))));
      }
      body.members().forEach((field, value) -> object.put(field, filled(value, name, namespace)));
      return object.build();
    }

    private String apiVersion() {
      String group = resource.group();
      return group.isEmpty() ? resource.version() : group + "/" + resource.version();
    }

    /** What has to be there before the object is. */
    List<JsonObject> before(String name, String namespace) {
      return entry.getArray("before").values().stream()
          .map(value -> (JsonObject) filled(value, name, namespace))
          .toList();
    }
  }

  private static JsonValue filled(JsonValue value, String name, String namespace) {
    return Json.parse(filled(Json.write(value), name, namespace));
  }

  private static String filled(String text, String name, String namespace) {
    return text.replace("$NAMESPACE", namespace)
        .replace("$NAME", name)
        .replace("$OCTET", Integer.toString(1 + Math.floorMod(name.hashCode(), 254)));
  }

  /** Returns what the table has of a resource; null if it has nothing. */
  static Kind find(GroupVersionResource resource, String kind) {
    String key = resource.groupResource();
    return TABLE.has(key) ? new Kind(TABLE.getObject(key), resource, kind) : null;
  }

  /** Returns the type that the generated clients have for a resource; null if they have none. */
  static ResourceType<?> type(GroupVersionResource resource) {
    return TYPES.get(resource);
  }

  /** All types that the generated clients have. */
  static Collection<ResourceType<?>> types() {
    return TYPES.values();
  }

  private static JsonObject table() {
    try (InputStream in = Kinds.class.getResourceAsStream("kinds.yaml")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return (JsonObject) Yaml.parse(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The constants of all classes that a {@link ClientSet} leads to. */
  private static Map<GroupVersionResource, ResourceType<?>> readTypes() {
    Map<GroupVersionResource, ResourceType<?>> types = new HashMap<>();
    for (Method group : ClientSet.class.getMethods()) {
      if (group.getParameterCount() != 0 || Modifier.isStatic(group.getModifiers())) {
        continue;
      }
      for (Field field : group.getReturnType().getFields()) {
        if (ResourceType.class.isAssignableFrom(field.getType())) {
          ResourceType<?> type = constant(field);
          types.put(type.resource(), type);
        }
      }
    }
    return types;
  }

  private static ResourceType<?> constant(Field field) {
    try {
      return (ResourceType<?>) field.get(null);
    } catch (IllegalAccessException e) {
      throw new LinkageError("a public constant can not be read", e);
    }
  }
}
