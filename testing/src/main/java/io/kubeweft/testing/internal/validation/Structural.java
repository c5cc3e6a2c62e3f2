package io.kubeweft.testing.internal.validation;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonBoolean;
import io.kubeweft.json.JsonNull;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A structural schema: what a CustomResourceDefinition says about one value.
 *
 * @param json as it is written in the definition
 */
record Structural(JsonObject json) {
  static @Nullable Structural of(@Nullable JsonValue schema) {
    return schema instanceof JsonObject object ? new Structural(object) : null;
  }

  String type() {
    String type = json.getString("type");
    return type == null ? "" : type;
  }

  private boolean is(String field) {
    return json.get(field) == JsonBoolean.TRUE;
  }

  boolean isNullable() {
    return is("nullable");
  }

  boolean isIntOrString() {
    return is("x-kubernetes-int-or-string");
  }

  boolean preservesUnknown() {
    return is("x-kubernetes-preserve-unknown-fields");
  }

  boolean isEmbedded() {
    return is("x-kubernetes-embedded-resource");
  }

  /** The same schema, for a value that has apiVersion, kind and metadata. */
  Structural embedded() {
    return new Structural(json.with("x-kubernetes-embedded-resource", JsonBoolean.TRUE));
  }

  String listType() {
    String type = json.getString("x-kubernetes-list-type");
    return type == null ? "" : type;
  }

  List<String> mapKeys() {
    return texts(json.getArray("x-kubernetes-list-map-keys"));
  }

  private static List<String> texts(JsonArray array) {
    return array.values().stream()
        .map(each -> each instanceof JsonString(String text) ? text : each.toString())
        .toList();
  }

  Map<String, JsonValue> properties() {
    return json.getObject("properties").members();
  }

  @Nullable Structural property(String name) {
    return of(json.getObject("properties").get(name));
  }

  @Nullable Structural items() {
    return of(json.get("items"));
  }

  /** The schema of values of a map; null if there is none. */
  @Nullable Structural additional() {
    return of(json.get("additionalProperties"));
  }

  /** Whether it says anything about properties that it does not name. */
  boolean hasAdditional() {
    JsonValue value = json.get("additionalProperties");
    return value != null && value != JsonBoolean.FALSE && value != JsonNull.NULL;
  }

  /** The schema of a member, named or not; null if nothing is said of it. */
  @Nullable Structural member(String name) {
    Structural named = property(name);
    return named == null ? additional() : named;
  }

  @Nullable JsonValue defaultValue() {
    JsonValue value = json.get("default");
    return value == JsonNull.NULL ? null : value;
  }
}
