package io.kubeweft.dynamic;

import io.kubeweft.json.FieldNames;
import io.kubeweft.json.JsonCodec;
import io.kubeweft.json.JsonCodecs;
import io.kubeweft.json.JsonNull;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonReader;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonWriter;

/**
 * Reads and writes objects as they are. One that does not say its apiVersion and kind gets those
 * that its list or its resource has said.
 */
final class UnstructuredCodec implements JsonCodec<Unstructured> {
  private static final FieldNames TOP = FieldNames.of("metadata");
  private static final JsonCodec<JsonObject> WITHOUT_MANAGED_FIELDS = new MetadataCodec();

  private final String apiVersion;
  private final String kind;

  UnstructuredCodec(String apiVersion, String kind) {
    this.apiVersion = apiVersion;
    this.kind = kind;
  }

  @Override
  public JsonCodec<Unstructured> ofKind(String newApiVersion, String newKind) {
    return newApiVersion.equals(apiVersion) && newKind.equals(kind)
        ? this
        : new UnstructuredCodec(newApiVersion, newKind);
  }

  @Override
  public Unstructured read(JsonReader in) {
    JsonObject tree =
        in.options().skipManagedFields()
            ? readWithoutManagedFields(in)
            : JsonCodecs.OBJECT.read(in);
    return Unstructured.of(complete(tree));
  }

  private static JsonObject readWithoutManagedFields(JsonReader in) {
    JsonObject.Builder members = JsonObject.builder();
    in.beginObject();
    for (int position = in.nextField(TOP, JsonReader.START);
        position != JsonReader.END;
        position = in.nextField(TOP, position)) {
      if (position == JsonReader.UNKNOWN) {
        in.unknown(members);
      } else {
        JsonObject metadata = in.value(WITHOUT_MANAGED_FIELDS);
        members.put("metadata", metadata == null ? JsonNull.NULL : metadata);
      }
    }
    return members.build();
  }

  /** Adds the apiVersion and kind that are known and not said. */
  JsonObject complete(JsonObject tree) {
    boolean known = !kind.isEmpty();
    boolean hasVersion = tree.has("apiVersion");
    boolean hasKind = tree.has("kind");
    if (!known || hasVersion && hasKind) {
      return tree;
    }
    JsonObject.Builder members = JsonObject.builder();
    if (!hasVersion) {
      members.put("apiVersion", new JsonString(apiVersion));
    }
    if (!hasKind) {
      members.put("kind", new JsonString(kind));
    }
    tree.members().forEach(members::put);
    return members.build();
  }

  @Override
  public void write(JsonWriter out, Unstructured value) {
    out.writeValue(complete(value.json()));
  }

  /** Metadata whose {@code managedFields} are passed over without decoding. */
  private static final class MetadataCodec implements JsonCodec<JsonObject> {
    private static final FieldNames NAMES = FieldNames.of("managedFields");

    @Override
    public JsonObject read(JsonReader in) {
      JsonObject.Builder members = JsonObject.builder();
      in.beginObject();
      for (int position = in.nextField(NAMES, JsonReader.START);
          position != JsonReader.END;
          position = in.nextField(NAMES, position)) {
        if (position == JsonReader.UNKNOWN) {
          in.unknown(members);
        } else {
          in.skip();
        }
      }
      return members.build();
    }

    @Override
    public void write(JsonWriter out, JsonObject value) {
      out.writeValue(value);
    }
  }
}
