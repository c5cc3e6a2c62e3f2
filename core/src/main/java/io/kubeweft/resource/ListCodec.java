package io.kubeweft.resource;

import io.kubeweft.json.DecodeException;
import io.kubeweft.json.FieldNames;
import io.kubeweft.json.Json;
import io.kubeweft.json.JsonCodec;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonReader;
import io.kubeweft.json.JsonWriter;
import io.kubeweft.json.RecurringParts;
import io.kubeweft.meta.ListMeta;
import io.kubeweft.meta.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes lists of anything: the {@code ...List} kinds of the API differ in nothing else.
 */
final class ListCodec<T> implements JsonCodec<ListCodec.Page<T>> {
  private static final FieldNames NAMES = FieldNames.of("apiVersion", "kind", "metadata", "items");

  private static final String LIST = "List";

  private final JsonCodec<T> items;

  ListCodec(JsonCodec<T> items) {
    this.items = items;
  }

  record Page<T>(
      String apiVersion, String kind, ListMeta metadata, List<T> items, JsonObject others) {
    /** What this is, if it turns out not to be a list. */
    Status toStatus() {
      return Json.fromTree(Status.CODEC, others);
    }
  }

  @Override
  public Page<T> read(JsonReader in) {
    String apiVersion = null;
    String kind = null;
    ListMeta metadata = null;
    List<T> list = null;
    boolean hadItems = false;
    JsonObject.Builder others = null;
    in.reuse(new RecurringParts());
    in.beginObject();
    for (int position = in.nextField(NAMES, JsonReader.START);
        position != JsonReader.END;
        position = in.nextField(NAMES, position)) {
      switch (position) {
        case 0 -> apiVersion = in.string();
        case 1 -> kind = in.string();
        case 2 -> metadata = in.value(ListMeta.CODEC);
        case 3 -> {
          hadItems = true;
          list = in.list(items(apiVersion, kind));
        }
        default -> others = in.unknown(others);
      }
    }
    if (!Endpoint.STATUS.equals(kind)) {
      checkIsList("", hadItems, kind);
    }
    return new Page<>(
        apiVersion == null ? "" : apiVersion,
        kind == null ? "" : kind,
        metadata == null ? ListMeta.EMPTY : metadata,
        list == null ? List.of() : list,
        others == null ? JsonObject.EMPTY : others.build());
  }

  /**
   * Something else that is JSON is no list of nothing: who believes that deletes everything. What
   * has items is a list whatever its kind, for a CustomResourceDefinition may name it otherwise.
   *
   * @param where goes before the message
   */
  static void checkIsList(String where, boolean hadItems, @Nullable String kind) {
    if (!hadItems && (kind == null || !kind.endsWith(LIST))) {
      String found = kind == null ? "neither items nor a kind" : "a " + kind + " without items";
      throw new DecodeException("items", where + "expected a list but found " + found, null);
    }
  }

  private JsonCodec<T> items(@Nullable String apiVersion, @Nullable String listKind) {
    return items(items, apiVersion, listKind);
  }

  /** Items of a list say their kind only if they are of several: {@code PodList} is of pods. */
  static <T> JsonCodec<T> items(
      JsonCodec<T> items, @Nullable String apiVersion, @Nullable String listKind) {
    if (apiVersion == null || listKind == null || listKind.length() <= LIST.length()) {
      return items;
    }
    return listKind.endsWith(LIST)
        ? items.ofKind(apiVersion, listKind.substring(0, listKind.length() - LIST.length()))
        : items;
  }

  @Override
  public void write(JsonWriter out, Page<T> page) {
    out.beginObject();
    out.string(NAMES, 0, page.apiVersion());
    out.string(NAMES, 1, page.kind());
    out.value(NAMES, 2, page.metadata(), ListMeta.CODEC);
    out.list(NAMES, 3, page.items(), items);
    out.unknown(page.others());
    out.endObject();
  }
}
