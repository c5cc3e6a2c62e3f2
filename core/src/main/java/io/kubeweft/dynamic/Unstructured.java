package io.kubeweft.dynamic;

import io.kubeweft.json.DecodeException;
import io.kubeweft.json.Json;
import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonCodec;
import io.kubeweft.json.JsonCodecs;
import io.kubeweft.json.JsonNull;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import io.kubeweft.meta.GroupVersionKind;
import io.kubeweft.meta.GroupVersionResource;
import io.kubeweft.meta.KubernetesObject;
import io.kubeweft.meta.ObjectMeta;
import io.kubeweft.resource.ResourceType;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An object of any kind: its JSON, exactly as it was read, and typed access to its metadata.
 *
 * <p>Immutable. Numbers keep their text and members their order. An edit returns another object,
 * which shares everything that is not on the path of the edit:
 *
 * <pre>{@code
 * Unstructured scaled = web.with("spec", "replicas").set(3).with("spec", "paused").remove();
 * }</pre>
 *
 * <p>Two are equal when their JSON is: the order of members does not count. {@code toString} names
 * the object only, whose content may be secret; {@link #json} has it all.
 */
public final class Unstructured implements KubernetesObject {
  /** Reads and writes objects of any kind. */
  public static final JsonCodec<Unstructured> CODEC = new UnstructuredCodec("", "");

  private static final String API_VERSION = "apiVersion";
  private static final String KIND = "kind";
  private static final String METADATA = "metadata";

  private final JsonObject json;

  /** Made when it is first asked for. A lost race between threads costs a second one. */
  private @Nullable ObjectMeta metadata;

  private Unstructured(JsonObject json, @Nullable ObjectMeta metadata) {
    this.json = Objects.requireNonNull(json, "json");
    this.metadata = metadata;
  }

  // ---- make

  /**
   * Returns the object that a tree describes.
   *
   * @param json the whole object
   */
  public static Unstructured of(JsonObject json) {
    return new Unstructured(json, null);
  }

  /**
   * Returns an object that has a name and nothing else.
   *
   * @param apiVersion such as {@code apps/v1}
   * @param kind such as {@code Deployment}
   * @param name of the object
   */
  public static Unstructured of(String apiVersion, String kind, String name) {
    return of(apiVersion, kind, name, object -> {});
  }

  /**
   * Builds an object.
   *
   * @param apiVersion such as {@code apps/v1}
   * @param kind such as {@code Deployment}
   * @param name of the object
   * @param init sets everything else
   */
  public static Unstructured of(
      String apiVersion, String kind, String name, Consumer<Builder> init) {
    Builder builder = builder(apiVersion, kind).metadata(m -> m.name(name));
    init.accept(builder);
    return builder.build();
  }

  /**
   * Parses an object.
   *
   * @param text JSON
   * @throws DecodeException if it is no JSON object
   */
  public static Unstructured parse(String text) {
    return of(Json.parseObject(text));
  }

  /**
   * Returns a typed object without its type.
   *
   * @param codec of its type, such as {@code Pod.CODEC}
   * @param object the object; if it does not say its apiVersion and kind, they are added
   */
  public static <T extends KubernetesObject> Unstructured from(JsonCodec<T> codec, T object) {
    return of(Json.read(JsonCodecs.OBJECT, Json.writeRequest(codec, object)));
  }

  /**
   * Returns this object with a type.
   *
   * @param codec of the type, such as {@code Pod.CODEC}
   * @throws DecodeException if this does not fit the type
   */
  public <T extends KubernetesObject> T to(JsonCodec<T> codec) {
    return Json.fromTree(codec, json);
  }

  /**
   * Returns a namespaced resource whose objects are unstructured.
   *
   * @param resource group, version and plural name
   * @param kind of its objects; empty if it is not known
   */
  public static ResourceType.Namespaced<Unstructured> namespaced(
      GroupVersionResource resource, String kind) {
    return ResourceType.namespaced(resource, kind, Unstructured.class, codec(resource, kind));
  }

  /**
   * Returns a cluster-scoped resource whose objects are unstructured.
   *
   * @param resource group, version and plural name
   * @param kind of its objects; empty if it is not known
   */
  public static ResourceType.Cluster<Unstructured> cluster(
      GroupVersionResource resource, String kind) {
    return ResourceType.cluster(resource, kind, Unstructured.class, codec(resource, kind));
  }

  private static JsonCodec<Unstructured> codec(GroupVersionResource resource, String kind) {
    return kind.isEmpty() ? CODEC : CODEC.ofKind(resource.groupVersion().toString(), kind);
  }

  // ---- read

  /** Returns the whole object. */
  public JsonObject json() {
    return json;
  }

  /** Returns the group and version, such as {@code apps/v1}; empty if the object says none. */
  @Override
  public String apiVersion() {
    String apiVersion = json.getString(API_VERSION);
    return apiVersion == null ? "" : apiVersion;
  }

  /** Returns the kind, such as {@code Deployment}; empty if the object says none. */
  @Override
  public String kind() {
    String kind = json.getString(KIND);
    return kind == null ? "" : kind;
  }

  /**
   * Returns group, version and kind.
   *
   * @throws IllegalArgumentException if the object does not say them
   */
  public GroupVersionKind groupVersionKind() {
    if (kind().isEmpty()) {
      throw new IllegalArgumentException("the object has no kind");
    }
    return GroupVersionKind.of(apiVersion(), kind());
  }

  /**
   * Returns the metadata; {@link ObjectMeta#EMPTY} if there is none.
   *
   * @throws DecodeException if a field of it is of the wrong type
   */
  @Override
  public ObjectMeta metadata() {
    ObjectMeta known = metadata;
    if (known == null) {
      known = MetadataTrees.read(metadataTree());
      metadata = known;
    }
    return known;
  }

  private JsonObject metadataTree() {
    return switch (json.get(METADATA)) {
      case null -> JsonObject.EMPTY;
      case JsonNull nothing -> JsonObject.EMPTY;
      case JsonObject tree -> tree;
      default -> throw new DecodeException(METADATA, "expected an object", null);
    };
  }

  /**
   * Returns the value at a path, or null if there is none.
   *
   * @param path names from the outside in, such as {@code "spec", "replicas"}; a decimal number
   *     selects an element of an array
   */
  public @Nullable JsonValue get(String... path) {
    return json.get(path);
  }

  /**
   * Returns the string at a path, or null if there is none or it is something else.
   *
   * @param path as for {@link #get}
   */
  public @Nullable String getString(String... path) {
    return json.getString(path);
  }

  /**
   * Returns the integer at a path, or null if there is none or it is something else.
   *
   * @param path as for {@link #get}
   */
  public @Nullable Long getLong(String... path) {
    return json.getLong(path);
  }

  /**
   * Returns the boolean at a path, or null if there is none or it is something else.
   *
   * @param path as for {@link #get}
   */
  public @Nullable Boolean getBoolean(String... path) {
    return json.getBoolean(path);
  }

  /**
   * Returns the object at a path; the empty object if there is none or it is something else.
   *
   * @param path as for {@link #get}
   */
  public JsonObject getObject(String... path) {
    return json.getObject(path);
  }

  /**
   * Returns the array at a path; the empty array if there is none or it is something else.
   *
   * @param path as for {@link #get}
   */
  public JsonArray getArray(String... path) {
    return json.getArray(path);
  }

  // ---- edit

  /**
   * Begins an edit of the value at a path, which one of the methods of {@link Edit} completes.
   *
   * @param path as for {@link #get}; what is missing on the way is made, and the length of an array
   *     stands for the place behind its last element
   */
  public Edit with(String... path) {
    return new Edit(this, path.clone());
  }

  /**
   * Returns an object with other metadata. Fields that the function does not touch stay as they
   * are.
   *
   * @param edit sets fields of a builder that has those of this object
   */
  public Unstructured withMetadata(Consumer<ObjectMeta.Builder> edit) {
    ObjectMeta.Builder builder = metadata().toBuilder();
    edit.accept(builder);
    ObjectMeta changed = builder.build();
    JsonObject tree = MetadataTrees.write(metadataTree(), changed);
    return new Unstructured(json.with(METADATA, tree), changed);
  }

  /** Returns an object with another tree, which keeps the metadata if it is untouched. */
  Unstructured withJson(JsonObject changed) {
    if (changed == json) {
      return this;
    }
    boolean same = changed.get(METADATA) == json.get(METADATA);
    return new Unstructured(changed, same ? metadata : null);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Unstructured that && json.equals(that.json);
  }

  @Override
  public int hashCode() {
    return json.hashCode();
  }

  /** Returns apiVersion, kind, namespace and name. */
  @Override
  public String toString() {
    String namespace = json.getString(METADATA, "namespace");
    String name = json.getString(METADATA, "name");
    return (apiVersion() + " " + kind() + " ").stripLeading()
        + (namespace == null ? "" : namespace + "/")
        + (name == null ? "" : name);
  }

  // ---- build

  /**
   * Returns a builder.
   *
   * @param apiVersion such as {@code apps/v1}
   * @param kind such as {@code Deployment}
   */
  public static Builder builder(String apiVersion, String kind) {
    return new Builder(
        of(JsonObject.builder().put(API_VERSION, apiVersion).put(KIND, kind).build()));
  }

  /** Returns a builder that has everything of this object. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** One edit of an {@link Unstructured}, begun by {@link Unstructured#with}. */
  public static final class Edit {
    private final Unstructured object;
    private final String[] path;

    private Edit(Unstructured object, String[] path) {
      this.object = object;
      this.path = path;
    }

    /**
     * Returns an object that has this value at the path.
     *
     * @param value the new value
     * @throws IllegalArgumentException if the path leads through a value that has no members
     */
    public Unstructured set(JsonValue value) {
      Objects.requireNonNull(value, "value");
      return object.withJson(TreeEdits.edit(object.json, path, old -> value));
    }

    /**
     * Returns an object that has this string at the path.
     *
     * @param value the new value
     */
    public Unstructured set(String value) {
      return set(new JsonString(value));
    }

    /**
     * Returns an object that has this integer at the path.
     *
     * @param value the new value
     */
    public Unstructured set(long value) {
      return set(io.kubeweft.json.JsonNumber.of(value));
    }

    /**
     * Returns an object that has this boolean at the path.
     *
     * @param value the new value
     */
    public Unstructured set(boolean value) {
      return set(io.kubeweft.json.JsonBoolean.of(value));
    }

    /**
     * Returns an object in which the array at the path has one more element; if there is none, it
     * is made.
     *
     * @param element comes last
     * @throws IllegalArgumentException if there is something else at the path
     */
    public Unstructured append(JsonValue element) {
      JsonArray array =
          switch (object.get(path)) {
            case null -> JsonArray.EMPTY;
            case JsonNull nothing -> JsonArray.EMPTY;
            case JsonArray old -> old;
            default -> throw new IllegalArgumentException(String.join(".", path) + " is no array");
          };
      JsonValue[] elements = array.values().toArray(new JsonValue[array.size() + 1]);
      elements[array.size()] = element;
      return set(JsonArray.of(elements));
    }

    /** Returns an object that has nothing at the path; the same object if there was nothing. */
    public Unstructured remove() {
      return object.withJson(TreeEdits.edit(object.json, path, old -> null));
    }
  }

  /** Collects the members of an object. Not for use by several threads at once. */
  public static final class Builder {
    private Unstructured object;

    private Builder(Unstructured object) {
      this.object = object;
    }

    /**
     * Sets fields of the metadata.
     *
     * @param init sets them
     */
    public Builder metadata(Consumer<ObjectMeta.Builder> init) {
      object = object.withMetadata(init);
      return this;
    }

    /**
     * Sets the namespace.
     *
     * @param namespace of the object
     */
    public Builder namespace(String namespace) {
      return metadata(m -> m.namespace(namespace));
    }

    /**
     * Sets a member of the object itself, such as {@code spec} or {@code data}.
     *
     * @param name its name
     * @param value its value
     */
    public Builder put(String name, JsonValue value) {
      object = object.with(name).set(value);
      return this;
    }

    /**
     * Sets the value at a path.
     *
     * @param value its value
     * @param path as for {@link Unstructured#with}
     */
    public Builder set(JsonValue value, String... path) {
      object = object.with(path).set(value);
      return this;
    }

    /** Returns the object; the builder can be used on. */
    public Unstructured build() {
      return object;
    }
  }
}
