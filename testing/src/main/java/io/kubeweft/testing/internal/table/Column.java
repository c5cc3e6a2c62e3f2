package io.kubeweft.testing.internal.table;

import io.kubeweft.json.JsonObject;
import java.util.Arrays;
import java.util.List;

/**
 * A column of a table.
 *
 * @param name its heading
 * @param type as in OpenAPI, or {@code date}
 * @param format {@code name} for the name of the object
 * @param priority 0 to be shown always, more to be shown on {@code -o wide}
 */
record Column(String name, String type, String format, long priority) {
  static final Column NAME = new Column("Name", "string", "name", 0);

  /**
   * Reads columns from a list such as {@code "Name, Desired:integer, +Images"}: texts, where no
   * other type is said; a plus marks the wide ones; the column Name holds the name.
   */
  static List<Column> list(String text) {
    return Arrays.stream(text.split(", ", -1)).map(Column::parse).toList();
  }

  private static Column parse(String text) {
    boolean wide = text.startsWith("+");
    String[] parts = text.substring(wide ? 1 : 0).split(":", 2);
    return new Column(
        parts[0],
        parts.length > 1 ? parts[1] : "string",
        parts[0].equals("Name") ? "name" : "",
        wide ? 1 : 0);
  }

  JsonObject json() {
    return JsonObject.builder()
        .put("name", name)
        .put("type", type)
        .put("format", format)
        .put("description", "")
        .put("priority", priority)
        .build();
  }
}
