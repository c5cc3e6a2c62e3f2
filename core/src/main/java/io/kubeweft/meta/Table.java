package io.kubeweft.meta;

import io.kubeweft.json.JsonCodec;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Objects as the API server prints them for people: the columns that {@code kubectl get} shows, for
 * every resource, custom ones included.
 *
 * @param metadata the collection's resourceVersion, and where the next page begins
 * @param columns what the cells of each row mean
 * @param rows one for each object
 */
public record Table(ListMeta metadata, List<Column> columns, List<Row> rows) {
  /** Reads and writes it as JSON; what is not a table is refused. */
  public static final JsonCodec<Table> CODEC = new TableCodec();

  /** Makes the lists immutable. */
  public Table {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /**
   * What the cells at one place of each row mean.
   *
   * @param name for the head of the table
   * @param type {@code string}, {@code integer}, {@code number}, {@code boolean} or {@code date}
   * @param format a hint, such as {@code name} for the column that names the object
   * @param description for people
   * @param priority 0 for what is always shown; a larger number is shown where there is room
   */
  public record Column(String name, String type, String format, String description, int priority) {}

  /**
   * One object.
   *
   * @param cells in the order of the columns
   * @param conditions what else is to know of it, such as that it is completed
   * @param item its metadata; null if the server leaves it out
   */
  public record Row(
      List<JsonValue> cells, List<JsonObject> conditions, @Nullable PartialObjectMetadata item) {
    /** Makes the lists immutable. */
    public Row {
      cells = List.copyOf(cells);
      conditions = List.copyOf(conditions);
    }
  }
}
