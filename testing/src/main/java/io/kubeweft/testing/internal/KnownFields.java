package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonBoolean;
import io.kubeweft.json.JsonNull;
import io.kubeweft.json.JsonNumber;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import io.kubeweft.meta.Quantity;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Reads objects of built-in kinds as Go reads them into structs: fields that the facts do not name
 * are left out, nulls are the same as nothing, and a value of another type is refused. Quantities
 * and times come out as Go writes them.
 */
final class KnownFields {
  private final List<String> unknown = new ArrayList<>();

  private KnownFields() {}

  static KindRules.Decoded read(JsonObject object, Schemas.Node schema) {
    KnownFields fields = new KnownFields();
    JsonValue known = fields.read(object, schema, new Place("", "", ""));
    return new KindRules.Decoded((JsonObject) known, fields.unknown);
  }

  /**
   * Where a value is.
   *
   * @param path with indices
   * @param names without them, as Go's errors have it
   * @param struct that has the field
   */
  private record Place(String path, String names, String struct) {
    Place field(String name, String owner) {
      String dot = path.isEmpty() ? "" : ".";
      return new Place(path + dot + name, names + dot + name, owner);
    }

    Place element(int index) {
      return new Place(path + "[" + index + "]", names, struct);
    }

    Place key(String name) {
      return new Place(path + "." + name, names, struct);
    }
  }

  private JsonValue read(JsonValue value, Schemas.Node schema, Place place) {
    if (schema.isOpen()) {
      return schema.typeName().equals("Quantity") ? quantity(value) : value;
    }
    check(value, schema, place);
    return switch (value) {
      case JsonNull unused -> schema.zero();
      case JsonString(String text) when GoTimes.isTime(schema.typeName()) ->
          new JsonString(GoTimes.normal(schema.typeName(), text));
      case JsonObject object when schema.hasFields() -> fields(object, schema, place);
      case JsonObject object -> entries(object, schema, place);
      case JsonArray array -> {
        List<JsonValue> elements = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
          elements.add(read(array.get(i), schema.element(), place.element(i)));
        }
        yield JsonArray.copyOf(elements);
      }
      default -> value;
    };
  }

  private JsonObject fields(JsonObject object, Schemas.Node schema, Place place) {
    JsonObject.Builder known = JsonObject.builder();
    object
        .members()
        .forEach(
            (name, value) -> {
              Place at = place.field(name, schema.typeName());
              if (!schema.hasField(name)) {
                unknown.add(at.path);
              } else if (value != JsonNull.NULL) {
                known.put(name, read(value, schema.field(name), at));
              }
            });
    return known.build();
  }

  private JsonObject entries(JsonObject object, Schemas.Node schema, Place place) {
    JsonObject.Builder known = JsonObject.builder();
    object
        .members()
        .forEach(
            (name, value) -> known.put(name, read(value, schema.field(name), place.key(name))));
    return known.build();
  }

  /** A quantity is a text with the suffix that fits, whatever was sent. */
  private static JsonValue quantity(JsonValue value) {
    if (value == JsonNull.NULL) {
      return new JsonString("0");
    }
    try {
      return new JsonString(Quantity.parse(Trees.plain(value)).canonical().toString());
    } catch (IllegalArgumentException e) {
      throw new KindRules.WrongTypeException(
          "quantities must match the regular expression"
              + " '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
    }
  }

  private static void checkBase64(String text) {
    try {
      byte[] unused = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new KindRules.WrongTypeException("illegal base64 data at input byte 0");
    }
  }

  private static void check(JsonValue value, Schemas.Node schema, Place place) {
    if (value == JsonNull.NULL) {
      return;
    }
    boolean fits =
        switch (schema.type()) {
          case "object" -> value instanceof JsonObject;
          case "array" -> value instanceof JsonArray;
          case "string" -> value instanceof JsonString;
          case "boolean" -> value instanceof JsonBoolean;
          case "integer" -> value instanceof JsonNumber number && isInteger(number, schema);
          case "number" -> value instanceof JsonNumber;
          default -> true;
        };
    if (value instanceof JsonString(String text) && schema.isBytes()) {
      checkBase64(text);
    }
    if (!fits) {
      String field =
          place.struct.isEmpty() ? "value" : "struct field " + place.struct + "." + place.names;
      throw new KindRules.WrongTypeException(
          "json: cannot unmarshal "
              + kind(value)
              + " into Go "
              + field
              + " of type "
              + schema.goType());
    }
  }

  private static boolean isInteger(JsonNumber number, Schemas.Node schema) {
    return number.isLong()
        && (!schema.goType().equals("int32") || number.longValue() == (int) number.longValue());
  }

  private static String kind(JsonValue value) {
    return switch (value) {
      case JsonObject unused -> "object";
      case JsonArray unused -> "array";
      case JsonString unused -> "string";
      case JsonBoolean unused -> "bool";
      case JsonNumber number -> number.isLong() ? "number" : "number " + number.literal();
      case JsonNull unused -> "null";
    };
  }
}
