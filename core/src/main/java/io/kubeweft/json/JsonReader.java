package io.kubeweft.json;

import io.kubeweft.KubernetesException;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.exc.JacksonIOException;

/**
 * A cursor over JSON text, made for generated codecs.
 *
 * <p>A codec calls {@link #beginObject}, then {@link #nextField} until it returns {@link #END}, and
 * after each known field one of the methods that read its value. An explicit {@code null} reads as
 * null, that is like an absent field, unless {@link JsonCodec#readNull} says something else; a
 * codec that tells the two apart notes it, see {@link Immutable#nulls}. Values of the wrong type
 * end in a {@link DecodeException} with their path.
 *
 * <p>Not for use by several threads. Reading blocks as the underlying stream does.
 */
public final class JsonReader implements AutoCloseable {
  /** From {@link #nextField}: the object has ended. */
  public static final int END = -1;

  /** From {@link #nextField}: a field that the codec does not know. */
  public static final int UNKNOWN = -2;

  /** For {@link #nextField}: no field of the object was read yet. */
  public static final int START = -3;

  private final JsonParser parser;
  private final DecodeOptions options;

  /** Where equal strings are looked up; null to make each anew. */
  private final @Nullable Sharing strings;

  /** Where equal lists, maps and objects are looked up; null to make each anew. */
  private final @Nullable Sharing objects;

  /**
   * The codec of the value that is gone to, which is read back from here behind a call: then the
   * JVM does not know any more that it is a constant. Else it compiles each codec as one method
   * with the codecs of all that is in it, and a program that has just begun does little else.
   */
  private @Nullable JsonCodec<?> next;

  /** Made when first wanted, then used again. */
  private char @Nullable [] room;

  private final Elements elements = new Elements();

  /**
   * A hash over the tokens of the value that is being read, so that equal sub-objects are found
   * without hashing each of them again at every level.
   */
  private int hash;

  /** Behind broken JSON the parser would make up tokens: nothing more is read. */
  private @Nullable RuntimeException broken;

  /** Where the parts of the object that is being read are looked up; null if it is no update. */
  private @Nullable UnchangedParts updated;

  /** Where the parts of all objects are looked up; null to decode each anew. */
  private @Nullable RecurringParts recurring;

  /** How many values were read that may change, and so must not be in two objects. */
  private int changeable;

  /** Whether objects that say another apiVersion or kind than their type are refused. */
  private final boolean checkType;

  private JsonReader(JsonParser parser, DecodeOptions options, boolean checkType) {
    this.parser = parser;
    this.options = options;
    this.checkType = checkType;
    Sharing sharing = options.sharing();
    this.strings = sharing;
    this.objects = sharing != null && sharing.hasObjects() ? sharing : null;
  }

  /**
   * Returns a reader of UTF-8 text in memory.
   *
   * @param bytes holds the text
   * @param offset where it begins
   * @param length how many bytes it has
   * @param options how to decode
   */
  public static JsonReader of(byte[] bytes, int offset, int length, DecodeOptions options) {
    return new JsonReader(
        JsonFactories.FACTORY.createParser(ObjectReadContext.empty(), bytes, offset, length),
        options,
        false);
  }

  /** Returns a reader of UTF-8 text that refuses objects of another type than their codec's. */
  static JsonReader checkingType(byte[] bytes) {
    return new JsonReader(
        JsonFactories.FACTORY.createParser(ObjectReadContext.empty(), bytes, 0, bytes.length),
        DecodeOptions.DEFAULT,
        true);
  }

  /**
   * Returns a reader of UTF-8 text from a stream, which {@link #close} closes.
   *
   * @param in the text
   * @param options how to decode
   */
  public static JsonReader of(InputStream in, DecodeOptions options) {
    return new JsonReader(
        JsonFactories.FACTORY.createParser(ObjectReadContext.empty(), in), options, false);
  }

  /** Returns a reader that goes on where a parser stands. */
  static JsonReader over(JsonParser parser) {
    return new JsonReader(parser, DecodeOptions.DEFAULT, false);
  }

  JsonParser parser() {
    return parser;
  }

  /**
   * Reads the next value of the text.
   *
   * @param codec for its type
   * @return the value; null if the text says {@code null} or has ended
   * @throws DecodeException if the text is broken or of another type
   */
  public <T> @Nullable T read(JsonCodec<T> codec) {
    return attempt(
        () -> {
          JsonToken token = parser.nextToken();
          return token == null || token == JsonToken.VALUE_NULL ? null : codec.read(this);
        });
  }

  /**
   * Takes some steps of a codec, for those who read a text bit by bit instead of calling {@link
   * #read}.
   *
   * @param steps calls other methods of this reader
   * @return what the steps return
   * @throws DecodeException if the text is broken or of another type
   * @throws UncheckedIOException if the stream fails
   */
  public <R extends @Nullable Object> R attempt(Supplier<R> steps) {
    if (broken != null) {
      throw broken;
    }
    try {
      return steps.get();
    } catch (JacksonException e) {
      broken = broken(e);
      throw broken;
    }
  }

  // ---- one element at a time

  /**
   * Goes to the first token of the text.
   *
   * @throws DecodeException if the text is empty
   */
  public void begin() {
    if (parser.nextToken() == null) {
      throw mismatch("a value");
    }
  }

  /**
   * Enters the array that is the value of the current field.
   *
   * @return false if the value is {@code null}
   * @throws DecodeException if it is something else
   */
  public boolean enterArray() {
    JsonToken token = parser.nextToken();
    if (token == JsonToken.VALUE_NULL) {
      return false;
    }
    if (token != JsonToken.START_ARRAY) {
      throw mismatch("an array");
    }
    return true;
  }

  /** Goes to the next element of the array that was entered; false if there is none. */
  public boolean nextElement() {
    return parser.nextToken() != JsonToken.END_ARRAY;
  }

  /**
   * Reads the element that {@link #nextElement} went to.
   *
   * @param codec for its type
   * @throws DecodeException if it is of another type, or the codec fails in another way: the next
   *     element can be read nevertheless
   */
  public <T> T readElement(JsonCodec<T> codec) {
    int depth = parser.streamReadContext().getNestingDepth();
    int outside = parser.currentToken().isStructStart() ? depth - 1 : depth;
    int mark = elements.mark();
    try {
      return codec.read(this);
    } catch (JacksonException | UncheckedIOException e) {
      throw e;
    } catch (Throwable e) {
      DecodeException failure = ofElement(e);
      while (parser.streamReadContext().getNestingDepth() > outside) {
        parser.nextToken();
      }
      elements.pop(mark);
      throw failure;
    }
  }

  /**
   * Whatever a codec throws that was written by hand says something about the element alone. Its
   * message may quote the value, which may be a secret: only the places are kept, in the text and
   * in the code.
   */
  private DecodeException ofElement(Throwable e) {
    return switch (e) {
      case DecodeException known -> known;
      case KubernetesException other -> throw other;
      case VirtualMachineError fatal when !(fatal instanceof StackOverflowError) -> throw fatal;
      default -> {
        String problem = "its codec has failed (" + e.getClass().getSimpleName() + ")";
        DecodeException failure = new DecodeException(path(), problem, null);
        failure.setStackTrace(e.getStackTrace());
        yield failure;
      }
    };
  }

  /**
   * Checks that nothing follows, and that a text without a value was not empty but {@code null}.
   */
  void expectEnd(boolean sawNull) {
    attempt(
        () -> {
          if (sawNull && parser.currentToken() == null) {
            throw mismatch("a value");
          }
          if (parser.nextToken() != null) {
            throw mismatch("the end of the text");
          }
          return this;
        });
  }

  /** Returns the options that this reader was made with. */
  public DecodeOptions options() {
    return options;
  }

  // ---- objects

  /**
   * Enters the object whose first token is the current one.
   *
   * @throws DecodeException if the current value is not an object
   */
  public void beginObject() {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw mismatch("an object");
    }
    hash = 17;
  }

  /**
   * Goes to the next field of the current object.
   *
   * <p>What comes next is guessed from what came behind the same field before, and seldom looked
   * up: a server writes the fields of a type in one order.
   *
   * @param names those that the codec knows
   * @param current what this method has returned for the field before, {@link #START} if there was
   *     none
   * @return the position of its name in {@code names}, {@link #UNKNOWN} or {@link #END}
   */
  public int nextField(FieldNames names, int current) {
    int position = names.next(parser, current);
    if (position == END && parser.currentToken() != JsonToken.END_OBJECT) {
      throw mismatch("a field or the end of the object");
    }
    hash = 31 * hash + position;
    return position;
  }

  /** Returns the name of the field that {@link #nextField} went to. */
  public String fieldName() {
    return parser.currentName();
  }

  /**
   * Reads the value of an unknown field, so that it can be written back.
   *
   * @param fields those found before, or null if this is the first
   * @return the fields found so far
   */
  public JsonObject.Builder unknown(JsonObject.@Nullable Builder fields) {
    String name = fieldName();
    JsonObject.Builder builder = fields == null ? JsonObject.builder() : fields;
    parser.nextToken();
    return builder.put(name, currentValue());
  }

  /** Passes over the value of the current field without decoding it. */
  public void skip() {
    JsonToken token = parser.nextToken();
    if (parser instanceof RawValueParser raw && token.isStructStart()) {
      raw.skipStructure();
    } else {
      parser.skipChildren();
    }
  }

  // ---- values of fields
  //
  // What codecs call for most of their fields, strings, values, lists and maps, is longer than 35
  // bytes of code, and says some of it again: what is shorter is copied by the JVM's first compiler
  // to all of these places.

  /** Reads the field's value as a string; null if it is {@code null}. */
  public @Nullable String string() {
    JsonToken token = parser.nextToken();
    if (token == JsonToken.VALUE_STRING) {
      return text();
    }
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    throw mismatch("a string");
  }

  /**
   * Reads the field's value as the apiVersion or kind of an object; null if it is {@code null}.
   *
   * <p>{@link Json#read}, {@link Json#fromTree} and {@link Yaml#read} refuse another one than that
   * of the type. A reader of another origin does not: a server may say {@code Status} in place of
   * what it was asked for, and the typed clients look for that themselves.
   *
   * @param type what its type says
   * @throws DecodeException if it is another one, and that is refused
   */
  public @Nullable String type(String type) {
    String value = string();
    if (checkType && value != null && !value.isEmpty() && !value.equals(type)) {
      throw new DecodeException(path(), "expected " + type + " but found " + value, null);
    }
    return value;
  }

  /** Reads the field's value as a 32-bit integer; null if it is {@code null}. */
  public @Nullable Integer int32() {
    JsonToken token = parser.nextToken();
    return token == JsonToken.VALUE_NULL ? null : currentInt32();
  }

  /** Reads the field's value as a 64-bit integer; null if it is {@code null}. */
  public @Nullable Long int64() {
    JsonToken token = parser.nextToken();
    return token == JsonToken.VALUE_NULL ? null : currentInt64();
  }

  /** Reads the field's value as a boolean; null if it is {@code null}. */
  public @Nullable Boolean bool() {
    JsonToken token = parser.nextToken();
    return token == JsonToken.VALUE_NULL ? null : currentBoolean();
  }

  /**
   * Reads the field's value with a codec; if it is {@code null}, what that stands for.
   *
   * @param codec for its type
   */
  @SuppressWarnings("unchecked") // from the same codec
  public <T> @Nullable T value(JsonCodec<T> codec) {
    next = codec;
    JsonToken token = parser.nextToken();
    return token == JsonToken.VALUE_NULL ? codec.readNull() : (T) part(Shape.VALUE, next);
  }

  /**
   * Reads the field's value as an unmodifiable list; null if it is {@code null}.
   *
   * @param codec for the type of its elements
   */
  @SuppressWarnings("unchecked") // from the same codec
  public <T> @Nullable List<T> list(JsonCodec<T> codec) {
    next = codec;
    JsonToken token = parser.nextToken();
    return token == JsonToken.VALUE_NULL ? null : (List<T>) part(Shape.LIST, next);
  }

  /**
   * Reads the field's value as an unmodifiable map that keeps its order; null if it is {@code
   * null}.
   *
   * @param codec for the type of its values
   */
  @SuppressWarnings("unchecked") // from the same codec
  public <T> @Nullable Map<String, T> map(JsonCodec<T> codec) {
    next = codec;
    JsonToken token = parser.nextToken();
    return token == JsonToken.VALUE_NULL ? null : (Map<String, T>) part(Shape.MAP, next);
  }

  // ---- parts that are the same as before

  /**
   * Takes parts of what follows from what was read before.
   *
   * @param parts from which those are taken whose text is the same; used with the same options only
   */
  public void reuse(RecurringParts parts) {
    recurring = parser instanceof RawValueParser ? parts : null;
  }

  /** Reads the current value, or takes it from what was read before. */
  private Object part(Shape shape, JsonCodec<?> codec) {
    if (updated != null) {
      return updated.part(codec, shape, this);
    }
    if (recurring != null) {
      return recurring.part(codec, shape, (RawValueParser) parser, this);
    }
    return current(shape, codec);
  }

  @SuppressWarnings("unchecked") // from the same codec
  private <T> T valuePart(JsonCodec<T> codec) {
    return (T) part(Shape.VALUE, codec);
  }

  private <T> T item(JsonCodec<T> codec) {
    return recurring == null || updated != null ? element(codec) : valuePart(codec);
  }

  /** Reads the current value. */
  Object current(Shape shape, JsonCodec<?> codec) {
    return switch (shape) {
      case VALUE -> element(codec);
      case LIST -> currentList(codec);
      case MAP -> currentMap(codec);
    };
  }

  /** Returns a hash of the tokens read; after a part, 31 times what it was plus the part's own. */
  int hash() {
    return hash;
  }

  /** Returns how many values were read that may change. */
  int changeable() {
    return changeable;
  }

  /** A value of this hash was gone behind. */
  void sawPart(int own) {
    hash = 31 * hash + own;
  }

  /** A value has been read that may change. */
  void sawChangeable() {
    changeable++;
  }

  /**
   * Reads the field's value, an object that may have been read before; null if it is {@code null}.
   *
   * @param codec for its type
   * @param parts from which those are taken whose text is the same as the last time
   */
  public <T> @Nullable T changed(JsonCodec<T> codec, UnchangedParts parts) {
    if (!(parser instanceof RawValueParser text)) {
      return value(codec);
    }
    updated = parts;
    try {
      return parts.object(text, () -> value(codec));
    } finally {
      updated = null;
    }
  }

  /** Reads the field's value as the uid of the object whose metadata is read; null if null. */
  public @Nullable String uid() {
    String uid = string();
    if (updated != null && uid != null) {
      updated.identify(uid);
    }
    return uid;
  }

  // ---- the current value

  /** Returns the current value as a string. */
  public String currentString() {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw mismatch("a string");
    }
    return text();
  }

  private String text() {
    if (strings == null) {
      return parser.getString();
    }
    char[] chars = parser.getStringCharacters();
    int offset = parser.getStringOffset();
    int length = parser.getStringLength();
    if (length > Sharing.MAX_STRING_LENGTH) {
      String text = new String(chars, offset, length);
      hash = 31 * hash + text.hashCode();
      return text;
    }
    int textHash = Sharing.hash(chars, offset, length);
    hash = 31 * hash + textHash;
    return strings.string(chars, offset, length, textHash, room());
  }

  /** Returns the current value as a 32-bit integer. */
  public int currentInt32() {
    long value = currentInt64();
    if ((int) value != value) {
      throw mismatch("an integer of 32 bits");
    }
    return (int) value;
  }

  /** Returns the current value as a 64-bit integer; {@code 1e3} and {@code 5.0} are integers. */
  public long currentInt64() {
    long value;
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
        && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      value = parser.getLongValue();
    } else {
      JsonNumber number = currentNumber("an integer of 64 bits");
      if (!number.isLong()) {
        throw mismatch("an integer of 64 bits");
      }
      value = number.longValue();
    }
    hash = 31 * hash + Long.hashCode(value);
    return value;
  }

  /** Returns the current value as a number, exactly as it is written. */
  public JsonNumber currentNumber() {
    return currentNumber("a number");
  }

  private JsonNumber currentNumber(String expected) {
    JsonToken token = parser.currentToken();
    if (token != JsonToken.VALUE_NUMBER_INT && token != JsonToken.VALUE_NUMBER_FLOAT) {
      throw mismatch(expected);
    }
    String literal = parser.getString();
    hash = 31 * hash + literal.hashCode();
    return JsonNumber.ofChecked(literal);
  }

  /** Returns the current value as a boolean. */
  public boolean currentBoolean() {
    JsonToken token = parser.currentToken();
    if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
      throw mismatch("a boolean");
    }
    boolean value = token == JsonToken.VALUE_TRUE;
    hash = 31 * hash + (value ? 1 : 2);
    return value;
  }

  /** Reads the current value as an unmodifiable list. */
  <T> List<T> currentList(JsonCodec<T> codec) {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw mismatch("an array");
    }
    int outer = hash;
    int before = changeable;
    hash = 19;
    int mark = elements.mark();
    boolean nulls = false;
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      T element = token == JsonToken.VALUE_NULL ? codec.readNull() : item(codec);
      nulls |= element == null;
      elements.push(element);
    }
    List<T> list = elements.popList(mark, nulls);
    int own = hash;
    hash = 31 * outer + own;
    return list.isEmpty() ? list : shared(list, own, before);
  }

  /** Reads the current value as an unmodifiable map. */
  <T> Map<String, T> currentMap(JsonCodec<T> codec) {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw mismatch("an object");
    }
    int outer = hash;
    int before = changeable;
    hash = 23;
    CompactMap<T> map = members(codec);
    int own = hash;
    hash = 31 * outer + own;
    return map.isEmpty() ? map : shared(map, own, before);
  }

  /**
   * Returns an equal value that was read earlier, if there is one and this one can not change.
   *
   * <p>What can is of a class of the user's, whose equals may say of two objects that they are the
   * same although one is a newer version, or of another name.
   *
   * @param before how many values were read that may change, before this one
   */
  private <T> T shared(T value, int own, int before) {
    return objects == null || changeable != before ? value : objects.object(value, own);
  }

  private <T> CompactMap<T> members(JsonCodec<T> codec) {
    int mark = elements.mark();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      String shared = strings == null ? name : strings.string(name);
      hash = 31 * hash + shared.hashCode();
      elements.push(shared);
      JsonToken token = parser.nextToken();
      elements.push(token == JsonToken.VALUE_NULL ? codec.readNull() : member(shared, codec));
    }
    return elements.popMap(mark);
  }

  private <T> T member(String name, JsonCodec<T> codec) {
    T value = valuePart(codec);
    if (updated != null && value instanceof JsonString uid && name.equals("uid")) {
      updated.identify(uid.value());
    }
    return value;
  }

  /** Reads the current value as a tree. */
  public JsonValue currentValue() {
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw mismatch("a value");
    }
    return switch (token) {
      case START_OBJECT -> JsonObject.of((CompactMap<JsonValue>) currentMap(JsonCodecs.VALUE));
      case START_ARRAY -> JsonArray.copyOf(currentList(JsonCodecs.VALUE));
      case VALUE_STRING -> new JsonString(currentString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> currentNumber();
      case VALUE_TRUE, VALUE_FALSE -> JsonBoolean.of(currentBoolean());
      case VALUE_NULL -> JsonNull.NULL;
      default -> throw mismatch("a value");
    };
  }

  /** Reads the current value, which is not null, and looks for an equal one. */
  private <T> T element(JsonCodec<T> codec) {
    if (objects == null) {
      return codec.read(this);
    }
    int outer = hash;
    int before = changeable;
    hash = 29;
    T value = codec.read(this);
    int own = hash;
    hash = 31 * outer + own;
    return value instanceof String ? value : shared(value, own, before);
  }

  /** Returns the current value as a time, which RFC 3339 writes as a string. */
  public Instant currentTime() {
    try {
      return Timestamps.parse(currentString());
    } catch (DateTimeException e) {
      throw mismatch("a time such as 2026-01-31T23:59:59Z");
    }
  }

  /** Returns the current value as bytes, which JSON holds as a string in base64. */
  public byte[] currentBytes() {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw mismatch("a string in base64");
    }
    try {
      byte[] bytes = parser.getBinaryValue();
      hash = 31 * hash + Arrays.hashCode(bytes);
      return bytes;
    } catch (JacksonException e) {
      throw mismatch("a string in base64");
    }
  }

  /** Returns the text of the current value: compact, and otherwise as it was written. */
  public byte[] currentText() {
    byte[] text =
        parser instanceof RawValueParser raw && parser.currentToken().isStructStart()
            ? raw.rawStructure()
            : copiedText();
    if (objects != null) {
      hash = 31 * hash + Arrays.hashCode(text);
    }
    return text;
  }

  private byte[] copiedText() {
    if (parser.currentToken().isScalarValue()) {
      return Json.writeBytes(JsonCodecs.VALUE, currentValue());
    }
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try (JsonGenerator out =
        JsonFactories.FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      out.copyCurrentStructureExact(parser);
    }
    return text.toByteArray();
  }

  private char[] room() {
    char[] made = room;
    if (made == null) {
      made = new char[Sharing.MAX_STRING_LENGTH];
      room = made;
    }
    return made;
  }

  // ---- failures

  /**
   * Returns an exception that says what was expected here instead of what was found.
   *
   * @param expected such as {@code "an integer"}
   */
  public DecodeException mismatch(String expected) {
    return new DecodeException(path(), "expected " + expected + " but found " + found(), null);
  }

  /** Returns the place of the current value, such as {@code spec.containers[2].image}. */
  public String path() {
    return FieldPaths.of(parser.streamReadContext());
  }

  private String found() {
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "a string";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_TRUE, VALUE_FALSE -> "a boolean";
      case VALUE_NULL -> "null";
      case null -> "the end of the text";
      default -> "the end of an object or array";
    };
  }

  /** The parser's message quotes the text, which may be a secret: only the place is kept. */
  private RuntimeException broken(JacksonException e) {
    if (e instanceof JacksonIOException io && io.getCause() != null) {
      return new UncheckedIOException(io.getCause());
    }
    String where =
        e.getLocation() == null
            ? ""
            : " at line "
                + e.getLocation().getLineNr()
                + ", column "
                + e.getLocation().getColumnNr();
    return new DecodeException(path(), "broken JSON" + where, null);
  }

  /** Closes the text's stream, if it comes from one. */
  @Override
  public void close() {
    parser.close();
  }
}
