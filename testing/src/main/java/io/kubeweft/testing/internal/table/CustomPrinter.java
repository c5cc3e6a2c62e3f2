package io.kubeweft.testing.internal.table;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonBoolean;
import io.kubeweft.json.JsonNumber;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Shows custom resources by the columns that their definition adds to the name. */
final class CustomPrinter {
  private static final JsonObject AGE =
      JsonObject.builder()
          .put("name", "Age")
          .put("type", "date")
          .put("jsonPath", ".metadata.creationTimestamp")
          .build();

  /**
   * A column and where its cells are from.
   *
   * @param column its heading
   * @param path of the value
   */
  private record Source(Column column, JsonPath path) {}

  private CustomPrinter() {}

  /**
   * Makes a printer.
   *
   * @param added the additionalPrinterColumns of a version; the age if there are none
   */
  static Printer of(JsonArray added) {
    List<Source> sources = new ArrayList<>();
    for (JsonValue each : added.isEmpty() ? JsonArray.of(AGE) : added) {
      JsonObject column = (JsonObject) each;
      sources.add(
          new Source(
              new Column(
                  Fields.text(column, "name"),
                  Fields.text(column, "type"),
                  Fields.text(column, "format"),
                  Fields.number(column, 0, "priority")),
              JsonPath.parse(Fields.text(column, "jsonPath"))));
    }
    List<Column> columns = new ArrayList<>(List.of(Column.NAME));
    sources.forEach(source -> columns.add(source.column));
    return new Printer(
        List.copyOf(columns),
        (object, cells) -> {
          cells.name();
          sources.forEach(
              source -> cells.value(cell(source.column.type(), source.path.first(object), cells)));
        },
        Printer.Conditions.NONE);
  }

  /** A value that is not of its column's type is not shown, but anything is a text. */
  private static @Nullable JsonValue cell(String type, @Nullable JsonValue value, Cells cells) {
    if (value == null) {
      return null;
    }
    return switch (type) {
      case "string" -> new JsonString(text(value));
      case "integer" -> value instanceof JsonNumber number ? JsonNumber.of(integer(number)) : null;
      case "number" -> value instanceof JsonNumber ? value : null;
      case "boolean" -> value instanceof JsonBoolean ? value : null;
      case "date" -> value instanceof JsonString(String time) ? date(time, cells) : null;
      default -> null;
    };
  }

  /** Objects are written with their members in order. */
  private static String text(JsonValue value) {
    return Fields.plain(sorted(value));
  }

  private static JsonValue sorted(JsonValue value) {
    return switch (value) {
      case JsonArray array ->
          JsonArray.copyOf(array.values().stream().map(CustomPrinter::sorted).toList());
      case JsonObject object -> {
        Map<String, JsonValue> members = new TreeMap<>();
        object.members().forEach((name, member) -> members.put(name, sorted(member)));
        yield JsonObject.copyOf(members);
      }
      default -> value;
    };
  }

  private static long integer(JsonNumber number) {
    return number.isLong() ? number.longValue() : (long) number.doubleValue();
  }

  private static JsonString date(String time, Cells cells) {
    return new JsonString(isTime(time) ? cells.since(time) : "<invalid>");
  }

  private static boolean isTime(String text) {
    try {
      return text.isEmpty() || Instant.parse(text) != null;
    } catch (DateTimeException e) {
      return false;
    }
  }
}
