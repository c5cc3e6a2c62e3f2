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
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Selects objects by their labels: all parts must match, and the empty selector matches everything.
 *
 * @param matchLabels labels and the values they must have
 * @param matchExpressions further conditions
 * @param unknownFields fields that this version does not know, kept so that they are written back
 */
public record LabelSelector(
    @Nullable Map<String, String> matchLabels,
    @Nullable List<LabelSelectorRequirement> matchExpressions,
    @Nullable JsonObject unknownFields) {
  /** Reads and writes it as JSON. */
  public static final JsonCodec<LabelSelector> CODEC = new Codec();

  /** The value of which nothing is set. */
  public static final LabelSelector EMPTY = new LabelSelector(null, null, null);

  @Override
  public Map<String, String> matchLabels() {
    return matchLabels == null ? Map.of() : matchLabels;
  }

  @Override
  public List<LabelSelectorRequirement> matchExpressions() {
    return matchExpressions == null ? List.of() : matchExpressions;
  }

  @Override
  public JsonObject unknownFields() {
    return unknownFields == null ? JsonObject.EMPTY : unknownFields;
  }

  /**
   * Returns the selector of objects that have these labels.
   *
   * @param labels names and values
   */
  public static LabelSelector matching(Map<String, String> labels) {
    return builder().matchLabels(labels).build();
  }

  /**
   * Returns the selector of objects that have this label.
   *
   * @param label its name
   * @param value its value
   */
  public static LabelSelector matching(String label, String value) {
    return builder().putMatchLabels(label, value).build();
  }

  /**
   * Parses the form of query parameters and of kubectl: {@code app=web,tier in (a,b),!legacy}.
   *
   * <p>{@code =}, {@code ==}, {@code !=}, {@code in}, {@code notin}, a bare name, {@code !name},
   * {@code >} and {@code <} are known; the last two become the operators {@code Gt} and {@code Lt},
   * which the API allows in queries only. (Source: apimachinery pkg/labels/selector.go.)
   *
   * @param query the text; empty selects everything
   * @throws IllegalArgumentException if it is malformed; the message says where
   */
  public static LabelSelector parse(String query) {
    return new LabelSelectorParser(query).parse();
  }

  /** Returns the form of query parameters, empty if everything is selected. */
  public String toQuery() {
    return LabelSelectors.toQuery(this);
  }

  /**
   * Returns whether this selects an object with these labels.
   *
   * @param labels of the object
   * @throws IllegalArgumentException if an operator is unknown or its values do not fit it
   */
  public boolean matches(Map<String, String> labels) {
    return LabelSelectors.matches(this, labels);
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
  public static LabelSelector of(Consumer<Builder> init) {
    Builder builder = new Builder();
    init.accept(builder);
    return builder.build();
  }

  /** Returns a builder that has the fields of this value. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.matchLabels = matchLabels;
    builder.matchExpressions = matchExpressions;
    builder.unknownFields = unknownFields;
    return builder;
  }

  // In plain code: the first call of the implicit method links a tree of method handles.
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || other instanceof LabelSelector that
            && Objects.equals(matchLabels, that.matchLabels)
            && Objects.equals(matchExpressions, that.matchExpressions)
            && Objects.equals(unknownFields, that.unknownFields);
  }

  @Override
  public String toString() {
    return "LabelSelector" + Json.write(CODEC, this);
  }

  /** Collects the fields; null makes a field absent. Not for use by several threads at once. */
  public static final class Builder {
    private @Nullable Map<String, String> matchLabels;
    private @Nullable List<LabelSelectorRequirement> matchExpressions;
    private @Nullable JsonObject unknownFields;

    private Builder() {}

    /**
     * Sets {@code matchLabels}.
     *
     * @param matchLabels labels and the values they must have
     */
    public Builder matchLabels(@Nullable Map<String, String> matchLabels) {
      this.matchLabels = Immutable.map(matchLabels);
      return this;
    }

    /**
     * Sets one entry of {@code matchLabels}.
     *
     * @param key of the entry
     * @param value of the entry
     */
    public Builder putMatchLabels(String key, String value) {
      this.matchLabels = Immutable.put(matchLabels, key, value);
      return this;
    }

    /**
     * Sets {@code matchExpressions}.
     *
     * @param matchExpressions further conditions
     */
    public Builder matchExpressions(@Nullable List<LabelSelectorRequirement> matchExpressions) {
      this.matchExpressions = Immutable.list(matchExpressions);
      return this;
    }

    /**
     * Adds to {@code matchExpressions}.
     *
     * @param element comes last
     */
    public Builder addMatchExpressions(LabelSelectorRequirement element) {
      this.matchExpressions = Immutable.append(matchExpressions, element);
      return this;
    }

    /**
     * Adds to {@code matchExpressions}.
     *
     * @param init sets the fields of the element that comes last
     */
    public Builder addMatchExpressions(Consumer<LabelSelectorRequirement.Builder> init) {
      return addMatchExpressions(LabelSelectorRequirement.of(init));
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
    public LabelSelector build() {
      return new LabelSelector(matchLabels, matchExpressions, unknownFields);
    }
  }

  private static final class Codec implements JsonCodec<LabelSelector> {
    private static final FieldNames NAMES = FieldNames.of("matchLabels", "matchExpressions");

    @Override
    public LabelSelector read(JsonReader in) {
      Map<String, String> matchLabels = null;
      List<LabelSelectorRequirement> matchExpressions = null;
      JsonObject.Builder unknown = null;
      in.beginObject();
      for (int position = in.nextField(NAMES, JsonReader.START);
          position != JsonReader.END;
          position = in.nextField(NAMES, position)) {
        switch (position) {
          case 0 -> matchLabels = in.map(JsonCodecs.STRING);
          case 1 -> matchExpressions = in.list(LabelSelectorRequirement.CODEC);
          default -> unknown = in.unknown(unknown);
        }
      }
      return new LabelSelector(
          matchLabels, matchExpressions, unknown == null ? null : unknown.build());
    }

    @Override
    public void write(JsonWriter out, LabelSelector value) {
      out.beginObject();
      out.map(NAMES, 0, value.matchLabels, JsonCodecs.STRING);
      out.list(NAMES, 1, value.matchExpressions, LabelSelectorRequirement.CODEC);
      out.unknown(value.unknownFields);
      out.endObject();
    }
  }
}
