package io.kubeweft.json;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;

/**
 * Writes compact JSON, made for generated codecs.
 *
 * <p>A codec calls {@link #beginObject}, for each field one of the methods that take its name and
 * value, and {@link #endObject}. A null value is not written at all: null is absent, empty is
 * present, and {@link #nulls} writes those that are null. Not for use by several threads.
 */
public final class JsonWriter implements AutoCloseable {
  private final JsonGenerator generator;
  private final boolean completeType;

  private JsonWriter(JsonGenerator generator, boolean completeType) {
    this.generator = generator;
    this.completeType = completeType;
  }

  /**
   * Returns a writer of UTF-8 text.
   *
   * @param out where to; {@link #close} closes it
   * @param completeType whether an object that does not say its apiVersion and kind, such as an
   *     item of a list, is written with those of its type: the API server wants them in requests
   */
  public static JsonWriter of(OutputStream out, boolean completeType) {
    return new JsonWriter(
        JsonFactories.FACTORY.createGenerator(ObjectWriteContext.empty(), out), completeType);
  }

  /** Returns a writer that goes on where a generator stands. */
  static JsonWriter over(JsonGenerator generator) {
    return new JsonWriter(generator, false);
  }

  JsonGenerator generator() {
    return generator;
  }

  // ---- objects

  /** Begins an object. */
  public void beginObject() {
    generator.writeStartObject();
  }

  /** Ends the object that was begun last. */
  public void endObject() {
    generator.writeEndObject();
  }

  /**
   * Writes a field of the type's own identity: {@code apiVersion} or {@code kind}.
   *
   * @param names the codec's names
   * @param position the position of this field's name
   * @param value what the object says, or null if it says nothing
   * @param type what its type says
   */
  public void type(FieldNames names, int position, @Nullable String value, String type) {
    string(names, position, value == null && completeType ? type : value);
  }

  /**
   * Writes a field.
   *
   * @param names the codec's names
   * @param position the position of this field's name
   * @param value its value; null writes nothing
   */
  public void string(FieldNames names, int position, @Nullable String value) {
    if (value != null) {
      generator.writeName(names.get(position));
      generator.writeString(value);
    }
  }

  /**
   * Writes a field.
   *
   * @param names the codec's names
   * @param position the position of this field's name
   * @param value its value; null writes nothing
   */
  public void int32(FieldNames names, int position, @Nullable Integer value) {
    if (value != null) {
      generator.writeName(names.get(position));
      generator.writeNumber(value.intValue());
    }
  }

  /**
   * Writes a field.
   *
   * @param names the codec's names
   * @param position the position of this field's name
   * @param value its value; null writes nothing
   */
  public void int64(FieldNames names, int position, @Nullable Long value) {
    if (value != null) {
      generator.writeName(names.get(position));
      generator.writeNumber(value.longValue());
    }
  }

  /**
   * Writes a field.
   *
   * @param names the codec's names
   * @param position the position of this field's name
   * @param value its value; null writes nothing
   */
  public void bool(FieldNames names, int position, @Nullable Boolean value) {
    if (value != null) {
      generator.writeName(names.get(position));
      generator.writeBoolean(value);
    }
  }

  /**
   * Writes a field.
   *
   * @param names the codec's names
   * @param position the position of this field's name
   * @param value its value; null writes nothing
   * @param codec for its type
   */
  public <T> void value(FieldNames names, int position, @Nullable T value, JsonCodec<T> codec) {
    if (value != null) {
      generator.writeName(names.get(position));
      codec.write(this, value);
    }
  }

  /**
   * Writes a field.
   *
   * @param names the codec's names
   * @param position the position of this field's name
   * @param value its value; null writes nothing
   * @param codec for the type of its elements
   */
  public <T> void list(
      FieldNames names, int position, @Nullable List<T> value, JsonCodec<T> codec) {
    if (value != null) {
      generator.writeName(names.get(position));
      writeList(value, codec);
    }
  }

  /**
   * Writes a field.
   *
   * @param names the codec's names
   * @param position the position of this field's name
   * @param value its value; null writes nothing
   * @param codec for the type of its values
   */
  public <T> void map(
      FieldNames names, int position, @Nullable Map<String, T> value, JsonCodec<T> codec) {
    if (value != null) {
      generator.writeName(names.get(position));
      writeMap(value, codec);
    }
  }

  /**
   * Writes {@code null} for fields that are null and not absent.
   *
   * @param names the codec's names
   * @param fields which of them; null writes nothing
   */
  public void nulls(FieldNames names, @Nullable Set<String> fields) {
    if (fields == null) {
      return;
    }
    for (int i = 0; i < names.size(); i++) {
      if (fields.contains(names.get(i).getValue())) {
        generator.writeName(names.get(i));
        generator.writeNull();
      }
    }
  }

  /**
   * Writes fields that the codec did not know when it read them.
   *
   * @param fields those fields; null writes nothing
   */
  public void unknown(@Nullable JsonObject fields) {
    if (fields != null) {
      fields.members().forEach(this::member);
    }
  }

  private void member(String name, JsonValue value) {
    generator.writeName(name);
    writeValue(value);
  }

  // ---- values

  /**
   * Writes a string.
   *
   * @param value the string
   */
  public void writeString(String value) {
    generator.writeString(value);
  }

  /**
   * Writes an integer.
   *
   * @param value the integer
   */
  public void writeLong(long value) {
    generator.writeNumber(value);
  }

  /**
   * Writes a number with its own text.
   *
   * @param value the number
   */
  public void writeNumber(JsonNumber value) {
    generator.writeNumber(value.literal());
  }

  /**
   * Writes a boolean.
   *
   * @param value the boolean
   */
  public void writeBoolean(boolean value) {
    generator.writeBoolean(value);
  }

  /**
   * Writes bytes as a string in base64.
   *
   * @param value the bytes
   */
  public void writeBytes(byte[] value) {
    generator.writeBinary(value);
  }

  /**
   * Writes text that is JSON already.
   *
   * @param utf8 one JSON value; not checked
   */
  public void writeText(byte[] utf8) {
    generator.writeRawValue(new String(utf8, StandardCharsets.UTF_8));
  }

  /**
   * Writes an array; null elements become {@code null}.
   *
   * @param values its elements
   * @param codec for their type
   */
  public <T> void writeList(List<T> values, JsonCodec<T> codec) {
    generator.writeStartArray();
    for (T value : values) {
      writeElement(value, codec);
    }
    generator.writeEndArray();
  }

  /**
   * Writes an object; null values become {@code null}.
   *
   * @param values its members
   * @param codec for the type of their values
   */
  public <T> void writeMap(Map<String, T> values, JsonCodec<T> codec) {
    generator.writeStartObject();
    for (Map.Entry<String, T> entry : values.entrySet()) {
      generator.writeName(entry.getKey());
      writeElement(entry.getValue(), codec);
    }
    generator.writeEndObject();
  }

  private <T> void writeElement(@Nullable T value, JsonCodec<T> codec) {
    if (value == null) {
      generator.writeNull();
    } else {
      codec.write(this, value);
    }
  }

  /**
   * Writes any JSON.
   *
   * @param value the tree
   */
  public void writeValue(JsonValue value) {
    switch (value) {
      case JsonObject object -> {
        generator.writeStartObject();
        object.members().forEach(this::member);
        generator.writeEndObject();
      }
      case JsonArray array -> writeList(array.values(), JsonCodecs.VALUE);
      case JsonString string -> generator.writeString(string.value());
      case JsonNumber number -> writeNumber(number);
      case JsonBoolean bool -> generator.writeBoolean(bool.value());
      case JsonNull nothing -> generator.writeNull();
    }
  }

  /** Writes what is buffered and closes the stream. */
  @Override
  public void close() {
    generator.close();
  }
}
