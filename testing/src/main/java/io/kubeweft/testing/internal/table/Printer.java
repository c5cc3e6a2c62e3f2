package io.kubeweft.testing.internal.table;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonObject;
import java.time.Instant;
import java.util.List;

/**
 * How the objects of a kind are shown.
 *
 * @param columns their headings
 * @param row fills the cells of an object, in the order of the columns
 * @param conditions of a row, such as that the object is done
 */
record Printer(List<Column> columns, Row row, Conditions conditions) {
  /** Fills the cells of an object. */
  interface Row {
    void print(JsonObject object, Cells cells);
  }

  /** Says what holds for a row; mostly nothing. */
  interface Conditions {
    Conditions NONE = object -> JsonArray.EMPTY;

    JsonArray of(JsonObject object);
  }

  /**
   * Makes a printer.
   *
   * @param columns as {@link Column#list} reads them
   */
  static Printer of(String columns, Row row) {
    return new Printer(Column.list(columns), row, Conditions.NONE);
  }

  JsonArray cells(JsonObject object, Instant now) {
    Cells cells = new Cells(object, now);
    row.print(object, cells);
    return cells.json();
  }
}
