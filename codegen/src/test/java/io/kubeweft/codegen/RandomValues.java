package io.kubeweft.codegen;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonBoolean;
import io.kubeweft.json.JsonNull;
import io.kubeweft.json.JsonNumber;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Values that fit schemas, with and without their optional parts; the same ones in each run. */
final class RandomValues {
  private static final int MAX_DEPTH = 6;

  private final Map<String, Spec.Definition> definitions;
  private final Random random = new Random(20261123);

  RandomValues(Map<String, Spec.Definition> definitions) {
    this.definitions = definitions;
  }

  /** An object with a field that nobody knows. */
  JsonObject object(Spec.Schema schema) {
    return object(schema, 0).with("x-unknown", JsonObject.of("kept", number()));
  }

  private JsonValue value(Spec.Schema schema, int depth) {
    if (schema.isNullable() && random.nextInt(3) == 0) {
      return JsonNull.NULL;
    }
    if (schema.reference() != null) {
      return referenced(schema.reference(), depth);
    }
    if (schema.format().equals("int-or-string")) {
      return random.nextBoolean() ? number() : new JsonString("50%");
    }
    if (schema.format().equals("quantity")) {
      return new JsonString(random.nextInt(1000) + "Mi");
    }
    return switch (schema.type()) {
      case "string" -> string(schema.format());
      case "integer" -> number();
      case "number" -> JsonNumber.of(random.nextInt(100) + 0.5);
      case "boolean" -> JsonBoolean.of(random.nextBoolean());
      case "array" -> array(schema, depth);
      case "object" -> object(schema, depth);
      default -> anything();
    };
  }

  private JsonValue anything() {
    return switch (random.nextInt(5)) {
      case 0 -> JsonNull.NULL;
      case 1 -> number();
      case 2 -> new JsonString("any");
      case 3 -> JsonArray.of(number(), JsonBoolean.FALSE);
      default -> JsonObject.of("any", number());
    };
  }

  private JsonNumber number() {
    return JsonNumber.of(random.nextInt(1000) - 500);
  }

  private JsonArray array(Spec.Schema schema, int depth) {
    List<JsonValue> values = new ArrayList<>();
    int size = depth > MAX_DEPTH ? 0 : random.nextInt(3);
    for (int i = 0; i < size; i++) {
      values.add(schema.items() == null ? anything() : value(schema.items(), depth + 1));
    }
    return JsonArray.copyOf(values);
  }

  private JsonObject object(Spec.Schema schema, int depth) {
    JsonObject.Builder object = JsonObject.builder();
    for (Map.Entry<String, Spec.Schema> property : schema.properties().entrySet()) {
      if (depth < MAX_DEPTH && random.nextInt(4) > 0) {
        object.put(property.getKey(), value(property.getValue(), depth + 1));
      }
    }
    if (schema.values() != null && depth < MAX_DEPTH) {
      object.put("key-" + random.nextInt(9), value(schema.values(), depth + 1));
    }
    if (schema.freeForm()) {
      object.put("free-" + random.nextInt(9), anything());
    }
    return object.build();
  }

  private JsonValue referenced(String name, int depth) {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "Time" -> new JsonString("2026-11-23T14:00:0" + random.nextInt(10) + "Z");
      case "MicroTime" -> new JsonString("2026-11-23T14:00:00.00000" + random.nextInt(10) + "Z");
      case "Quantity" -> new JsonString(random.nextInt(1000) + "Mi");
      case "IntOrString" -> random.nextBoolean() ? number() : new JsonString("50%");
      case "ObjectMeta" -> JsonObject.of("name", string(""));
      default -> value(definitions.get(name).schema(), depth + 1);
    };
  }

  private JsonString string(String format) {
    return switch (format) {
      case "byte" -> new JsonString("AAEC");
      case "date-time" -> new JsonString("2026-11-23T14:00:00Z");
      default ->
          new JsonString("text-" + random.nextInt(100) + (random.nextInt(9) == 0 ? "é\"\\" : ""));
    };
  }
}
