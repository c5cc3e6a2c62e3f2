package io.kubeweft.meta;

import io.kubeweft.json.FieldNames;
import io.kubeweft.json.JsonCodec;
import io.kubeweft.json.JsonReader;
import io.kubeweft.json.JsonWriter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An object of any kind of which only the metadata was read.
 *
 * <p>Most of a cluster's data is spec and status: a program that looks at names, labels and owners
 * alone does without. An API server that knows this form says {@code PartialObjectMetadata} as the
 * kind; one that does not sends the whole object, of which the metadata is read.
 *
 * @param apiVersion {@code meta.k8s.io/v1}, or that of the object
 * @param kind {@code PartialObjectMetadata}, or that of the object
 * @param metadata names, labels, owners and lifecycle
 */
public record PartialObjectMetadata(
    @Nullable String apiVersion, @Nullable String kind, @Nullable ObjectMeta metadata)
    implements KubernetesObject {
  /** Reads it from whole objects, too; writes no more than metadata. */
  public static final JsonCodec<PartialObjectMetadata> CODEC = new Codec();

  /**
   * Builds a value.
   *
   * @param apiVersion of the object
   * @param kind of the object
   * @param init sets the metadata
   */
  public static PartialObjectMetadata of(
      String apiVersion, String kind, Consumer<ObjectMeta.Builder> init) {
    return new PartialObjectMetadata(apiVersion, kind, ObjectMeta.of(init));
  }

  @Override
  public String apiVersion() {
    return apiVersion == null ? "" : apiVersion;
  }

  @Override
  public String kind() {
    return kind == null ? "" : kind;
  }

  @Override
  public ObjectMeta metadata() {
    return metadata == null ? ObjectMeta.EMPTY : metadata;
  }

  private static final class Codec implements JsonCodec<PartialObjectMetadata> {
    private static final FieldNames NAMES = FieldNames.of("kind", "apiVersion", "metadata");

    @Override
    public PartialObjectMetadata read(JsonReader in) {
      String kind = null;
      String apiVersion = null;
      ObjectMeta metadata = null;
      in.beginObject();
      for (int position = in.nextField(NAMES, JsonReader.START);
          position != JsonReader.END;
          position = in.nextField(NAMES, position)) {
        switch (position) {
          case 0 -> kind = in.string();
          case 1 -> apiVersion = in.string();
          case 2 -> metadata = in.value(ObjectMeta.CODEC);
          default -> in.skip();
        }
      }
      return new PartialObjectMetadata(apiVersion, kind, metadata);
    }

    @Override
    public void write(JsonWriter out, PartialObjectMetadata value) {
      out.beginObject();
      out.string(NAMES, 0, value.kind);
      out.string(NAMES, 1, value.apiVersion);
      out.value(NAMES, 2, value.metadata, ObjectMeta.CODEC);
      out.endObject();
    }
  }
}
