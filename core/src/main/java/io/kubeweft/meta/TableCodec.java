package io.kubeweft.meta;

import io.kubeweft.json.DecodeException;
import io.kubeweft.json.FieldNames;
import io.kubeweft.json.JsonCodec;
import io.kubeweft.json.JsonCodecs;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonReader;
import io.kubeweft.json.JsonValue;
import io.kubeweft.json.JsonWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads and writes tables of {@code meta.k8s.io/v1}. */
final class TableCodec implements JsonCodec<Table> {
  private static final FieldNames NAMES =
      FieldNames.of("kind", "apiVersion", "metadata", "columnDefinitions", "rows");
  private static final String KIND = "Table";
  private static final JsonCodec<Table.Column> COLUMN = new ColumnCodec();
  private static final JsonCodec<Table.Row> ROW = new RowCodec();

  @Override
  public Table read(JsonReader in) {
    String kind = null;
    ListMeta metadata = null;
    List<Table.Column> columns = null;
    List<Table.Row> rows = null;
    in.beginObject();
    for (int position = in.nextField(NAMES, JsonReader.START);
        position != JsonReader.END;
        position = in.nextField(NAMES, position)) {
      switch (position) {
        case 0 -> kind = in.string();
        case 2 -> metadata = in.value(ListMeta.CODEC);
        case 3 -> columns = in.list(COLUMN);
        case 4 -> rows = in.list(ROW);
        default -> in.skip();
      }
    }
    if (!KIND.equals(kind)) {
      throw new DecodeException("kind", "the server has no table of this: it sent " + kind, null);
    }
    return new Table(metadata == null ? ListMeta.EMPTY : metadata, orEmpty(columns), orEmpty(rows));
  }

  @Override
  public void write(JsonWriter out, Table value) {
    out.beginObject();
    out.string(NAMES, 0, KIND);
    out.string(NAMES, 1, "meta.k8s.io/v1");
    out.value(NAMES, 2, value.metadata(), ListMeta.CODEC);
    out.list(NAMES, 3, value.columns(), COLUMN);
    out.list(NAMES, 4, value.rows(), ROW);
    out.endObject();
  }

  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static final class ColumnCodec implements JsonCodec<Table.Column> {
    private static final FieldNames FIELDS =
        FieldNames.of("name", "type", "format", "description", "priority");

    @Override
    public Table.Column read(JsonReader in) {
      String name = null;
      String type = null;
      String format = null;
      String description = null;
      Integer priority = null;
      in.beginObject();
      for (int position = in.nextField(FIELDS, JsonReader.START);
          position != JsonReader.END;
          position = in.nextField(FIELDS, position)) {
        switch (position) {
          case 0 -> name = in.string();
          case 1 -> type = in.string();
          case 2 -> format = in.string();
          case 3 -> description = in.string();
          case 4 -> priority = in.int32();
          default -> in.skip();
        }
      }
      return new Table.Column(
          orEmpty(name),
          orEmpty(type),
          orEmpty(format),
          orEmpty(description),
          priority == null ? 0 : priority);
    }

    @Override
    public void write(JsonWriter out, Table.Column value) {
      out.beginObject();
      out.string(FIELDS, 0, value.name());
      out.string(FIELDS, 1, value.type());
      out.string(FIELDS, 2, value.format());
      out.string(FIELDS, 3, value.description());
      out.int32(FIELDS, 4, value.priority());
      out.endObject();
    }
  }

  private static final class RowCodec implements JsonCodec<Table.Row> {
    private static final FieldNames FIELDS = FieldNames.of("cells", "conditions", "object");

    @Override
    public Table.Row read(JsonReader in) {
      List<JsonValue> cells = null;
      List<JsonObject> conditions = null;
      PartialObjectMetadata object = null;
      in.beginObject();
      for (int position = in.nextField(FIELDS, JsonReader.START);
          position != JsonReader.END;
          position = in.nextField(FIELDS, position)) {
        switch (position) {
          case 0 -> cells = in.list(JsonCodecs.VALUE);
          case 1 -> conditions = in.list(JsonCodecs.OBJECT);
          case 2 -> object = in.value(PartialObjectMetadata.CODEC);
          default -> in.skip();
        }
      }
      return new Table.Row(orEmpty(cells), orEmpty(conditions), object);
    }

    @Override
    public void write(JsonWriter out, Table.Row value) {
      out.beginObject();
      out.list(FIELDS, 0, value.cells(), JsonCodecs.VALUE);
      out.list(FIELDS, 1, value.conditions(), JsonCodecs.OBJECT);
      out.value(FIELDS, 2, value.item(), PartialObjectMetadata.CODEC);
      out.endObject();
    }
  }
}
