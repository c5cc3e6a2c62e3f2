package io.kubeweft.meta;

import io.kubeweft.json.FieldNames;
import io.kubeweft.json.Immutable;
import io.kubeweft.json.Json;
import io.kubeweft.json.JsonCodec;
import io.kubeweft.json.JsonCodecs;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonReader;
import io.kubeweft.json.JsonWriter;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One condition on one field.
 *
 * @param key path of the field
 * @param operator {@code In}, {@code NotIn}, {@code Exists} or {@code DoesNotExist}
 * @param values values for {@code In} and {@code NotIn}; empty for the others
 * @param unknownFields fields that this version does not know, kept so that they are written back
 */
public record FieldSelectorRequirement(
    @Nullable String key,
    @Nullable String operator,
    @Nullable List<String> values,
    @Nullable JsonObject unknownFields) {
  /** Reads and writes it as JSON. */
  public static final JsonCodec<FieldSelectorRequirement> CODEC = new Codec();

  /** The value of which nothing is set. */
  public static final FieldSelectorRequirement EMPTY =
      new FieldSelectorRequirement(null, null, null, null);

  @Override
  public String key() {
    return key == null ? "" : key;
  }

  @Override
  public String operator() {
    return operator == null ? "" : operator;
  }

  @Override
  public List<String> values() {
    return values == null ? List.of() : values;
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
  public static FieldSelectorRequirement of(Consumer<Builder> init) {
    Builder builder = new Builder();
    init.accept(builder);
    return builder.build();
  }

  /** Returns a builder that has the fields of this value. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.key = key;
    builder.operator = operator;
    builder.values = values;
    builder.unknownFields = unknownFields;
    return builder;
  }

  @Override
  public String toString() {
    return "FieldSelectorRequirement" + Json.write(CODEC, this);
  }

  /** Collects the fields; null makes a field absent. Not for use by several threads at once. */
  public static final class Builder {
    private @Nullable String key;
    private @Nullable String operator;
    private @Nullable List<String> values;
    private @Nullable JsonObject unknownFields;

    private Builder() {}

    /**
     * Sets {@code key}.
     *
     * @param key path of the field
     */
    public Builder key(@Nullable String key) {
      this.key = key;
      return this;
    }

    /**
     * Sets {@code operator}.
     *
     * @param operator {@code In}, {@code NotIn}, {@code Exists} or {@code DoesNotExist}
     */
    public Builder operator(@Nullable String operator) {
      this.operator = operator;
      return this;
    }

    /**
     * Sets {@code values}.
     *
     * @param values values for {@code In} and {@code NotIn}; empty for the others
     */
    public Builder values(@Nullable List<String> values) {
      this.values = Immutable.list(values);
      return this;
    }

    /**
     * Adds to {@code values}.
     *
     * @param element comes last
     */
    public Builder addValues(String element) {
      this.values = Immutable.append(values, element);
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
    public FieldSelectorRequirement build() {
      return new FieldSelectorRequirement(key, operator, values, unknownFields);
    }
  }

  private static final class Codec implements JsonCodec<FieldSelectorRequirement> {
    private static final FieldNames NAMES = FieldNames.of("key", "operator", "values");

    @Override
    public FieldSelectorRequirement read(JsonReader in) {
      String key = null;
      String operator = null;
      List<String> values = null;
      JsonObject.Builder unknown = null;
      in.beginObject();
      for (int position = in.nextField(NAMES, JsonReader.START);
          position != JsonReader.END;
          position = in.nextField(NAMES, position)) {
        switch (position) {
          case 0 -> key = in.string();
          case 1 -> operator = in.string();
          case 2 -> values = in.list(JsonCodecs.STRING);
          default -> unknown = in.unknown(unknown);
        }
      }
      return new FieldSelectorRequirement(
          key, operator, values, unknown == null ? null : unknown.build());
    }

    @Override
    public void write(JsonWriter out, FieldSelectorRequirement value) {
      out.beginObject();
      out.string(NAMES, 0, value.key);
      out.string(NAMES, 1, value.operator);
      out.list(NAMES, 2, value.values, JsonCodecs.STRING);
      out.unknown(value.unknownFields);
      out.endObject();
    }
  }
}
