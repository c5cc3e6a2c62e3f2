package io.kubeweft.resource;

import io.kubeweft.json.JsonCodec;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonReader;
import io.kubeweft.json.JsonWriter;
import io.kubeweft.meta.GroupVersionKind;
import io.kubeweft.meta.KubernetesObject;
import io.kubeweft.meta.ListMeta;
import java.util.Iterator;
import java.util.List;

/**
 * One answer to a list request: some or all objects of a collection at one resourceVersion.
 *
 * @param metadata the collection's resourceVersion, and where the next page begins
 * @param items the objects
 * @param <T> the Java type of the objects
 */
public record ResourceList<T>(ListMeta metadata, List<T> items) implements Iterable<T> {
  /** Makes the list immutable. */
  public ResourceList {
    items = List.copyOf(items);
  }

  /**
   * Returns what reads and writes lists of a resource as JSON: {@code {"kind":"PodList",...}}.
   *
   * @param type the resource
   */
  public static <T extends KubernetesObject> JsonCodec<ResourceList<T>> codec(
      ResourceType<T> type) {
    ListCodec<T> pages = new ListCodec<>(type.codec());
    return new JsonCodec<>() {
      @Override
      public ResourceList<T> read(JsonReader in) {
        ListCodec.Page<T> page = pages.read(in);
        return new ResourceList<>(page.metadata(), page.items());
      }

      @Override
      public void write(JsonWriter out, ResourceList<T> list) {
        GroupVersionKind kind = type.kind();
        pages.write(
            out,
            new ListCodec.Page<>(
                kind.apiVersion(),
                kind.kind() + "List",
                list.metadata(),
                list.items(),
                JsonObject.EMPTY));
      }
    };
  }

  /** Returns the number of objects in this answer. */
  public int size() {
    return items.size();
  }

  /** Returns whether this answer holds no objects. */
  public boolean isEmpty() {
    return items.isEmpty();
  }

  @Override
  public Iterator<T> iterator() {
    return items.iterator();
  }
}
