package io.kubeweft.dynamic;

import io.kubeweft.json.DecodeException;
import io.kubeweft.json.Json;
import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonCodec;
import io.kubeweft.json.JsonCodecs;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonReader;
import io.kubeweft.json.JsonValue;
import io.kubeweft.json.JsonWriter;
import io.kubeweft.meta.ListMeta;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * A list as an object of its own, such as the {@code List} that {@code kubectl get -o yaml} prints
 * or the {@code PodList} that an API server answers with. A list request of a client answers with a
 * {@link io.kubeweft.resource.ResourceList} instead.
 *
 * @param apiVersion such as {@code v1}
 * @param kind such as {@code List} or {@code PodList}
 * @param metadata the collection's resourceVersion, and where the next page begins
 * @param items the objects; those that do not say their kind have that of the list
 */
public record UnstructuredList(
    String apiVersion, String kind, ListMeta metadata, List<Unstructured> items)
    implements Iterable<Unstructured> {
  /** Reads and writes lists of any kind. */
  public static final JsonCodec<UnstructuredList> CODEC = new Codec();

  private static final String LIST = "List";

  /** Makes the list immutable. */
  public UnstructuredList {
    items = List.copyOf(items);
  }

  /**
   * Returns a list of several kinds, as a manifest has it.
   *
   * @param items the objects
   */
  public static UnstructuredList of(List<Unstructured> items) {
    return new UnstructuredList("v1", LIST, ListMeta.EMPTY, items);
  }

  /**
   * Returns the list that a tree describes.
   *
   * @param json the whole list
   * @throws DecodeException if it is none
   */
  public static UnstructuredList of(JsonObject json) {
    String kind = json.getString("kind");
    String apiVersion = json.getString("apiVersion");
    if (kind == null || apiVersion == null || !isList(json)) {
      throw new DecodeException("kind", "expected a list", null);
    }
    UnstructuredCodec codec =
        kind.equals(LIST)
            ? new UnstructuredCodec("", "")
            : new UnstructuredCodec(apiVersion, kind.substring(0, kind.length() - LIST.length()));
    List<Unstructured> items = new ArrayList<>();
    for (JsonValue item : json.getArray("items")) {
      if (!(item instanceof JsonObject object)) {
        throw new DecodeException("items[" + items.size() + "]", "expected an object", null);
      }
      items.add(Unstructured.of(codec.complete(object)));
    }
    ListMeta metadata = Json.fromTree(ListMeta.CODEC, json.getObject("metadata"));
    return new UnstructuredList(apiVersion, kind, metadata, items);
  }

  /** Tells a list from an object: its kind ends in List, and it has items. */
  static boolean isList(JsonObject json) {
    String kind = json.getString("kind");
    if (kind == null || !kind.endsWith(LIST)) {
      return false;
    }
    return json.get("items") instanceof JsonArray
        || kind.equals(LIST) && "v1".equals(json.getString("apiVersion"));
  }

  @Override
  public Iterator<Unstructured> iterator() {
    return items.iterator();
  }

  private static final class Codec implements JsonCodec<UnstructuredList> {
    @Override
    public UnstructuredList read(JsonReader in) {
      return of(JsonCodecs.OBJECT.read(in));
    }

    @Override
    public void write(JsonWriter out, UnstructuredList list) {
      List<JsonValue> items = new ArrayList<>(list.items.size());
      for (Unstructured item : list.items) {
        items.add(item.json());
      }
      out.writeValue(
          JsonObject.builder()
              .put("apiVersion", list.apiVersion)
              .put("kind", list.kind)
              .put("metadata", Json.toTree(ListMeta.CODEC, list.metadata))
              .put("items", JsonArray.copyOf(items))
              .build());
    }
  }
}
