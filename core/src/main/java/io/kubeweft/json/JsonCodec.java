package io.kubeweft.json;

import org.jspecify.annotations.Nullable;

/**
 * Reads and writes values of one type as JSON.
 *
 * <p>Generated models bring one each, as a constant {@code CODEC}; {@link JsonCodecs} has those for
 * scalars. A codec has no state and may be used by any number of threads.
 *
 * <p>Its values must not change and must be compared by all that is in them, because the same one
 * may be in several objects: see {@link RecurringParts}, {@link UnchangedParts} and {@link
 * Sharing}. These leave out what {@link JsonCodecs#databind} reads.
 *
 * @param <T> the type of the values
 */
public interface JsonCodec<T> {
  /**
   * Reads one value, whose first token is the reader's current one; afterwards its last token is.
   *
   * @param in stands on the first token of the value, which is not {@code null}
   * @return the value
   * @throws DecodeException if the JSON is broken or of another type
   */
  T read(JsonReader in);

  /**
   * Returns what a {@code null} stands for, as the value of a field or in a list or map. This is
   * null unless the type is JSON itself; a model tells a field that is null from one that is absent
   * where its schema says {@code nullable}.
   */
  default @Nullable T readNull() {
    return null;
  }

  /**
   * Returns the codec for objects that do not name this apiVersion and kind themselves, because the
   * list they are in has said it for all. It is this codec unless the Java type stands for many
   * kinds.
   *
   * @param apiVersion such as {@code apps/v1}
   * @param kind such as {@code Deployment}
   */
  default JsonCodec<T> ofKind(String apiVersion, String kind) {
    return this;
  }

  /**
   * Writes one value.
   *
   * @param out where to
   * @param value what
   */
  void write(JsonWriter out, T value);
}
