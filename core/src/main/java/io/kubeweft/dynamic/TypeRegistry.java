package io.kubeweft.dynamic;

import io.kubeweft.json.DecodeException;
import io.kubeweft.json.Json;
import io.kubeweft.json.JsonCodec;
import io.kubeweft.meta.GroupVersionKind;
import io.kubeweft.meta.KubernetesObject;
import io.kubeweft.resource.ResourceType;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which Java type each kind has, to read objects of any kind.
 *
 * <pre>{@code
 * for (KubernetesObject object : ClientSet.types().read(Path.of("deploy"))) {
 *   if (object instanceof Deployment deployment) ...
 * }
 * }</pre>
 *
 * <p>Immutable. What no type is known for is read as {@link Unstructured}.
 */
public final class TypeRegistry {
  private final Map<GroupVersionKind, JsonCodec<? extends KubernetesObject>> codecs;

  private TypeRegistry(Map<GroupVersionKind, JsonCodec<? extends KubernetesObject>> codecs) {
    this.codecs = Map.copyOf(codecs);
  }

  /** Returns a builder without types. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns a builder that has the types of this registry. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.codecs.putAll(codecs);
    return builder;
  }

  /** Returns whether there is a type for a kind. */
  public boolean knows(GroupVersionKind kind) {
    return codecs.containsKey(kind);
  }

  /**
   * Returns an object as one of the type that its kind has.
   *
   * @param object of any kind
   * @return the same object if no type is known
   * @throws DecodeException if it does not fit its type
   */
  public KubernetesObject typed(Unstructured object) {
    JsonCodec<? extends KubernetesObject> codec =
        codecs.get(GroupVersionKind.of(object.apiVersion(), object.kind()));
    return codec == null ? object : Json.fromTree(codec, Json.toTree(Unstructured.CODEC, object));
  }

  /**
   * Returns objects, each of the type that its kind has.
   *
   * @param objects in order
   * @throws DecodeException if one does not fit its type
   */
  public List<KubernetesObject> typed(Manifest objects) {
    List<KubernetesObject> typed = new ArrayList<>(objects.size());
    for (Unstructured object : objects) {
      typed.add(typed(object));
    }
    return List.copyOf(typed);
  }

  /**
   * Reads objects from text; lists are opened.
   *
   * @param text YAML or JSON, any number of documents
   * @throws DecodeException if it can not be read, or an object does not fit its type
   */
  public List<KubernetesObject> parse(String text) {
    return typed(Manifest.parse(text));
  }

  /**
   * Reads objects from a stream; lists are opened.
   *
   * @param in YAML or JSON in UTF-8, read to its end and not closed
   * @throws DecodeException if it can not be read, or an object does not fit its type
   */
  public List<KubernetesObject> read(InputStream in) {
    return typed(Manifest.read(in));
  }

  /**
   * Reads objects from a file, or from the YAML and JSON files of a folder; lists are opened.
   *
   * @param fileOrFolder as {@link Manifest#read(Path)}
   * @throws DecodeException if it can not be read, or an object does not fit its type
   */
  public List<KubernetesObject> read(Path fileOrFolder) {
    return typed(Manifest.read(fileOrFolder));
  }

  /** Collects types. Not for use by several threads at once. */
  public static final class Builder {
    private final Map<GroupVersionKind, JsonCodec<? extends KubernetesObject>> codecs =
        new HashMap<>();

    private Builder() {}

    /**
     * Adds the type of a resource's objects.
     *
     * @param type replaces another one for the same kind
     */
    public <T extends KubernetesObject> Builder add(ResourceType<T> type) {
      codecs.put(type.kind(), type.codec());
      return this;
    }

    /** Returns the registry; the builder can be used on. */
    public TypeRegistry build() {
      return new TypeRegistry(codecs);
    }
  }
}
