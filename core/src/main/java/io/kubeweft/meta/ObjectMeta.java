package io.kubeweft.meta;

import io.kubeweft.json.FieldNames;
import io.kubeweft.json.Immutable;
import io.kubeweft.json.Json;
import io.kubeweft.json.JsonCodec;
import io.kubeweft.json.JsonCodecs;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonReader;
import io.kubeweft.json.JsonWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What every object carries: its names, versions, labels, owners and lifecycle.
 *
 * @param name name, unique within the kind and namespace
 * @param generateName prefix from which the server makes a unique name when {@code name} is not set
 * @param namespace namespace; empty for cluster-scoped objects
 * @param uid identity in time and space: another object of the same name has another one
 * @param resourceVersion changes with every write; opaque but for {@link ResourceVersion}
 * @param generation counts changes of the desired state
 * @param creationTimestamp when the server created the object; null before
 * @param deletionTimestamp when the object will be, or was to be, deleted; null while it is not
 *     being deleted
 * @param deletionGracePeriodSeconds seconds between the request to delete and {@code
 *     deletionTimestamp}
 * @param labels what selectors select by
 * @param annotations free text for tools
 * @param ownerReferences objects that this one depends on
 * @param finalizers must be empty before a deleted object goes away
 * @param managedFields who has set which fields
 * @param selfLink not filled in any more by servers
 * @param unknownFields fields that this version does not know, kept so that they are written back
 */
public record ObjectMeta(
    @Nullable String name,
    @Nullable String generateName,
    @Nullable String namespace,
    @Nullable String uid,
    @Nullable String resourceVersion,
    @Nullable Long generation,
    @Nullable Instant creationTimestamp,
    @Nullable Instant deletionTimestamp,
    @Nullable Long deletionGracePeriodSeconds,
    @Nullable Map<String, String> labels,
    @Nullable Map<String, String> annotations,
    @Nullable List<OwnerReference> ownerReferences,
    @Nullable List<String> finalizers,
    @Nullable List<ManagedFieldsEntry> managedFields,
    @Nullable String selfLink,
    @Nullable JsonObject unknownFields) {
  /** Reads and writes it as JSON. */
  public static final JsonCodec<ObjectMeta> CODEC = new Codec();

  /** The value of which nothing is set. */
  public static final ObjectMeta EMPTY =
      new ObjectMeta(
          null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
          null);

  @Override
  public String name() {
    return name == null ? "" : name;
  }

  @Override
  public String generateName() {
    return generateName == null ? "" : generateName;
  }

  @Override
  public String namespace() {
    return namespace == null ? "" : namespace;
  }

  @Override
  public String uid() {
    return uid == null ? "" : uid;
  }

  @Override
  public String resourceVersion() {
    return resourceVersion == null ? "" : resourceVersion;
  }

  @Override
  public Long generation() {
    return generation == null ? 0L : generation;
  }

  @Override
  public Map<String, String> labels() {
    return labels == null ? Map.of() : labels;
  }

  @Override
  public Map<String, String> annotations() {
    return annotations == null ? Map.of() : annotations;
  }

  @Override
  public List<OwnerReference> ownerReferences() {
    return ownerReferences == null ? List.of() : ownerReferences;
  }

  @Override
  public List<String> finalizers() {
    return finalizers == null ? List.of() : finalizers;
  }

  @Override
  public List<ManagedFieldsEntry> managedFields() {
    return managedFields == null ? List.of() : managedFields;
  }

  @Override
  public String selfLink() {
    return selfLink == null ? "" : selfLink;
  }

  @Override
  public JsonObject unknownFields() {
    return unknownFields == null ? JsonObject.EMPTY : unknownFields;
  }

  /** Returns a builder of which nothing is set. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Builds a value.
   *
   * @param init sets the fields
   */
  public static ObjectMeta of(Consumer<Builder> init) {
    Builder builder = new Builder();
    init.accept(builder);
    return builder.build();
  }

  /** Returns a builder that has the fields of this value. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.name = name;
    builder.generateName = generateName;
    builder.namespace = namespace;
    builder.uid = uid;
    builder.resourceVersion = resourceVersion;
    builder.generation = generation;
    builder.creationTimestamp = creationTimestamp;
    builder.deletionTimestamp = deletionTimestamp;
    builder.deletionGracePeriodSeconds = deletionGracePeriodSeconds;
    builder.labels = labels;
    builder.annotations = annotations;
    builder.ownerReferences = ownerReferences;
    builder.finalizers = finalizers;
    builder.managedFields = managedFields;
    builder.selfLink = selfLink;
    builder.unknownFields = unknownFields;
    return builder;
  }

  @Override
  public String toString() {
    return "ObjectMeta" + Json.write(CODEC, this);
  }

  /** Collects the fields; null makes a field absent. Not for use by several threads at once. */
  public static final class Builder {
    private @Nullable String name;
    private @Nullable String generateName;
    private @Nullable String namespace;
    private @Nullable String uid;
    private @Nullable String resourceVersion;
    private @Nullable Long generation;
    private @Nullable Instant creationTimestamp;
    private @Nullable Instant deletionTimestamp;
    private @Nullable Long deletionGracePeriodSeconds;
    private @Nullable Map<String, String> labels;
    private @Nullable Map<String, String> annotations;
    private @Nullable List<OwnerReference> ownerReferences;
    private @Nullable List<String> finalizers;
    private @Nullable List<ManagedFieldsEntry> managedFields;
    private @Nullable String selfLink;
    private @Nullable JsonObject unknownFields;

    private Builder() {}

    /**
     * Sets {@code name}.
     *
     * @param name name, unique within the kind and namespace
     */
    public Builder name(@Nullable String name) {
      this.name = name;
      return this;
    }

    /**
     * Sets {@code generateName}.
     *
     * @param generateName prefix from which the server makes a unique name when {@code name} is not
     *     set
     */
    public Builder generateName(@Nullable String generateName) {
      this.generateName = generateName;
      return this;
    }

    /**
     * Sets {@code namespace}.
     *
     * @param namespace namespace; empty for cluster-scoped objects
     */
    public Builder namespace(@Nullable String namespace) {
      this.namespace = namespace;
      return this;
    }

    /**
     * Sets {@code uid}.
     *
     * @param uid identity in time and space: another object of the same name has another one
     */
    public Builder uid(@Nullable String uid) {
      this.uid = uid;
      return this;
    }

    /**
     * Sets {@code resourceVersion}.
     *
     * @param resourceVersion changes with every write; opaque but for {@link ResourceVersion}
     */
    public Builder resourceVersion(@Nullable String resourceVersion) {
      this.resourceVersion = resourceVersion;
      return this;
    }

    /**
     * Sets {@code generation}.
     *
     * @param generation counts changes of the desired state
     */
    public Builder generation(@Nullable Long generation) {
      this.generation = generation;
      return this;
    }

    /**
     * Sets {@code creationTimestamp}.
     *
     * @param creationTimestamp when the server created the object; null before
     */
    public Builder creationTimestamp(@Nullable Instant creationTimestamp) {
      this.creationTimestamp = creationTimestamp;
      return this;
    }

    /**
     * Sets {@code deletionTimestamp}.
     *
     * @param deletionTimestamp when the object will be, or was to be, deleted; null while it is not
     *     being deleted
     */
    public Builder deletionTimestamp(@Nullable Instant deletionTimestamp) {
      this.deletionTimestamp = deletionTimestamp;
      return this;
    }

    /**
     * Sets {@code deletionGracePeriodSeconds}.
     *
     * @param deletionGracePeriodSeconds seconds between the request to delete and {@code
     *     deletionTimestamp}
     */
    public Builder deletionGracePeriodSeconds(@Nullable Long deletionGracePeriodSeconds) {
      this.deletionGracePeriodSeconds = deletionGracePeriodSeconds;
      return this;
    }

    /**
     * Sets {@code labels}.
     *
     * @param labels what selectors select by
     */
    public Builder labels(@Nullable Map<String, String> labels) {
      this.labels = Immutable.map(labels);
      return this;
    }

    /**
     * Sets one entry of {@code labels}.
     *
     * @param key of the entry
     * @param value of the entry
     */
    public Builder putLabels(String key, String value) {
      this.labels = Immutable.put(labels, key, value);
      return this;
    }

    /**
     * Sets {@code annotations}.
     *
     * @param annotations free text for tools
     */
    public Builder annotations(@Nullable Map<String, String> annotations) {
      this.annotations = Immutable.map(annotations);
      return this;
    }

    /**
     * Sets one entry of {@code annotations}.
     *
     * @param key of the entry
     * @param value of the entry
     */
    public Builder putAnnotations(String key, String value) {
      this.annotations = Immutable.put(annotations, key, value);
      return this;
    }

    /**
     * Sets {@code ownerReferences}.
     *
     * @param ownerReferences objects that this one depends on
     */
    public Builder ownerReferences(@Nullable List<OwnerReference> ownerReferences) {
      this.ownerReferences = Immutable.list(ownerReferences);
      return this;
    }

    /**
     * Adds to {@code ownerReferences}.
     *
     * @param element comes last
     */
    public Builder addOwnerReferences(OwnerReference element) {
      this.ownerReferences = Immutable.append(ownerReferences, element);
      return this;
    }

    /**
     * Adds to {@code ownerReferences}.
     *
     * @param init sets the fields of the element that comes last
     */
    public Builder addOwnerReferences(Consumer<OwnerReference.Builder> init) {
      return addOwnerReferences(OwnerReference.of(init));
    }

    /**
     * Sets {@code finalizers}.
     *
     * @param finalizers must be empty before a deleted object goes away
     */
    public Builder finalizers(@Nullable List<String> finalizers) {
      this.finalizers = Immutable.list(finalizers);
      return this;
    }

    /**
     * Adds to {@code finalizers}.
     *
     * @param element comes last
     */
    public Builder addFinalizers(String element) {
      this.finalizers = Immutable.append(finalizers, element);
      return this;
    }

    /**
     * Sets {@code managedFields}.
     *
     * @param managedFields who has set which fields
     */
    public Builder managedFields(@Nullable List<ManagedFieldsEntry> managedFields) {
      this.managedFields = Immutable.list(managedFields);
      return this;
    }

    /**
     * Adds to {@code managedFields}.
     *
     * @param element comes last
     */
    public Builder addManagedFields(ManagedFieldsEntry element) {
      this.managedFields = Immutable.append(managedFields, element);
      return this;
    }

    /**
     * Adds to {@code managedFields}.
     *
     * @param init sets the fields of the element that comes last
     */
    public Builder addManagedFields(Consumer<ManagedFieldsEntry.Builder> init) {
      return addManagedFields(ManagedFieldsEntry.of(init));
    }

    /**
     * Sets {@code selfLink}.
     *
     * @param selfLink not filled in any more by servers
     */
    public Builder selfLink(@Nullable String selfLink) {
      this.selfLink = selfLink;
      return this;
    }

    /**
     * Sets the fields that this version does not know.
     *
     * @param fields written as they are; null or empty for none
     */
    public Builder unknownFields(@Nullable JsonObject fields) {
      this.unknownFields = fields == null || fields.isEmpty() ? null : fields;
      return this;
    }

    /** Returns the value; the builder can be used on. */
    public ObjectMeta build() {
      return new ObjectMeta(
          name,
          generateName,
          namespace,
          uid,
          resourceVersion,
          generation,
          creationTimestamp,
          deletionTimestamp,
          deletionGracePeriodSeconds,
          labels,
          annotations,
          ownerReferences,
          finalizers,
          managedFields,
          selfLink,
          unknownFields);
    }
  }

  private static final class Codec implements JsonCodec<ObjectMeta> {
    private static final FieldNames NAMES =
        FieldNames.of(
            "name",
            "generateName",
            "namespace",
            "uid",
            "resourceVersion",
            "generation",
            "creationTimestamp",
            "deletionTimestamp",
            "deletionGracePeriodSeconds",
            "labels",
            "annotations",
            "ownerReferences",
            "finalizers",
            "managedFields",
            "selfLink");

    @Override
    public ObjectMeta read(JsonReader in) {
      String name = null;
      String generateName = null;
      String namespace = null;
      String uid = null;
      String resourceVersion = null;
      Long generation = null;
      Instant creationTimestamp = null;
      Instant deletionTimestamp = null;
      Long deletionGracePeriodSeconds = null;
      Map<String, String> labels = null;
      Map<String, String> annotations = null;
      List<OwnerReference> ownerReferences = null;
      List<String> finalizers = null;
      List<ManagedFieldsEntry> managedFields = null;
      String selfLink = null;
      JsonObject.Builder unknown = null;
      in.beginObject();
      for (int position = in.nextField(NAMES, JsonReader.START);
          position != JsonReader.END;
          position = in.nextField(NAMES, position)) {
        switch (position) {
          case 0 -> name = in.string();
          case 1 -> generateName = in.string();
          case 2 -> namespace = in.string();
          case 3 -> uid = in.uid();
          case 4 -> resourceVersion = in.string();
          case 5 -> generation = in.int64();
          case 6 -> creationTimestamp = in.value(JsonCodecs.TIME);
          case 7 -> deletionTimestamp = in.value(JsonCodecs.TIME);
          case 8 -> deletionGracePeriodSeconds = in.int64();
          case 9 -> labels = in.map(JsonCodecs.STRING);
          case 10 -> annotations = in.map(JsonCodecs.STRING);
          case 11 -> ownerReferences = in.list(OwnerReference.CODEC);
          case 12 -> finalizers = in.list(JsonCodecs.STRING);
          case 13 -> {
            if (in.options().skipManagedFields()) {
              in.skip();
            } else {
              managedFields = in.list(ManagedFieldsEntry.CODEC);
            }
          }
          case 14 -> selfLink = in.string();
          default -> unknown = in.unknown(unknown);
        }
      }
      return new ObjectMeta(
          name,
          generateName,
          namespace,
          uid,
          resourceVersion,
          generation,
          creationTimestamp,
          deletionTimestamp,
          deletionGracePeriodSeconds,
          labels,
          annotations,
          ownerReferences,
          finalizers,
          managedFields,
          selfLink,
          unknown == null ? null : unknown.build());
    }

    @Override
    public void write(JsonWriter out, ObjectMeta value) {
      out.beginObject();
      out.string(NAMES, 0, value.name);
      out.string(NAMES, 1, value.generateName);
      out.string(NAMES, 2, value.namespace);
      out.string(NAMES, 3, value.uid);
      out.string(NAMES, 4, value.resourceVersion);
      out.int64(NAMES, 5, value.generation);
      out.value(NAMES, 6, value.creationTimestamp, JsonCodecs.TIME);
      out.value(NAMES, 7, value.deletionTimestamp, JsonCodecs.TIME);
      out.int64(NAMES, 8, value.deletionGracePeriodSeconds);
      out.map(NAMES, 9, value.labels, JsonCodecs.STRING);
      out.map(NAMES, 10, value.annotations, JsonCodecs.STRING);
      out.list(NAMES, 11, value.ownerReferences, OwnerReference.CODEC);
      out.list(NAMES, 12, value.finalizers, JsonCodecs.STRING);
      out.list(NAMES, 13, value.managedFields, ManagedFieldsEntry.CODEC);
      out.string(NAMES, 14, value.selfLink);
      out.unknown(value.unknownFields);
      out.endObject();
    }
  }
}
