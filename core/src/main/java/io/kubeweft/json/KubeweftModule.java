package io.kubeweft.json;

import java.lang.invoke.MethodHandles;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.Version;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.deser.Deserializers;
import tools.jackson.databind.ser.Serializers;

/**
 * Lets an ObjectMapper of Jackson 3 read and write the types of this library: generated models,
 * those of {@code io.kubeweft.meta} and JSON trees. Every class that has a public constant {@code
 * CODEC} is read and written by it.
 */
public final class KubeweftModule extends JacksonModule {
  private static final ClassValue<Optional<JsonCodec<?>>> CODECS =
      new ClassValue<>() {
        @Override
        protected Optional<JsonCodec<?>> computeValue(Class<?> type) {
          return Optional.ofNullable(findCodec(type));
        }
      };

  /** Creates the module. */
  public KubeweftModule() {}

  private static @Nullable JsonCodec<?> findCodec(Class<?> type) {
    if (type == JsonObject.class) {
      return JsonCodecs.OBJECT;
    }
    if (type == JsonValue.class) {
      return JsonCodecs.VALUE;
    }
    try {
      return (JsonCodec<?>)
          MethodHandles.publicLookup().findStaticVarHandle(type, "CODEC", JsonCodec.class).get();
    } catch (NoSuchFieldException | IllegalAccessException e) {
      return null;
    }
  }

  /** Returns the codec of a class; null if it has none. */
  static @Nullable JsonCodec<?> codec(Class<?> type) {
    return CODECS.get(type).orElse(null);
  }

  @Override
  public String getModuleName() {
    return "io.kubeweft";
  }

  @Override
  public Version version() {
    return Version.unknownVersion();
  }

  @Override
  public void setupModule(SetupContext context) {
    context.addDeserializers(new CodecDeserializers());
    context.addSerializers(new CodecSerializers());
  }

  private static final class CodecDeserializers extends Deserializers.Base {
    @Override
    public @Nullable ValueDeserializer<?> findBeanDeserializer(
        JavaType type, DeserializationConfig config, BeanDescription.Supplier description) {
      JsonCodec<?> codec = codec(type.getRawClass());
      return codec == null ? null : new CodecDeserializer<>(codec);
    }

    @Override
    public boolean hasDeserializerFor(DeserializationConfig config, Class<?> type) {
      return codec(type) != null;
    }
  }

  private static final class CodecSerializers extends Serializers.Base {
    @Override
    public @Nullable ValueSerializer<?> findSerializer(
        SerializationConfig config,
        JavaType type,
        BeanDescription.Supplier description,
        com.fasterxml.jackson.annotation.JsonFormat.@Nullable Value format) {
      JsonCodec<?> codec =
          type.isTypeOrSubTypeOf(JsonValue.class) ? JsonCodecs.VALUE : codec(type.getRawClass());
      return codec == null ? null : new CodecSerializer<>(codec);
    }

    /** Booleans and null of {@link JsonValue} are enums, which are asked for apart. */
    @Override
    public @Nullable ValueSerializer<?> findEnumSerializer(
        SerializationConfig config,
        JavaType type,
        BeanDescription.Supplier description,
        com.fasterxml.jackson.annotation.JsonFormat.@Nullable Value format) {
      return findSerializer(config, type, description, format);
    }
  }

  private static final class CodecDeserializer<T> extends ValueDeserializer<T> {
    private final JsonCodec<T> codec;

    CodecDeserializer(JsonCodec<T> codec) {
      this.codec = codec;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) {
      return codec.read(JsonReader.over(parser));
    }

    @Override
    public @Nullable T getNullValue(DeserializationContext context) {
      return codec.readNull();
    }

    @Override
    public @Nullable T getAbsentValue(DeserializationContext context) {
      return null;
    }
  }

  private static final class CodecSerializer<T> extends ValueSerializer<Object> {
    private final JsonCodec<T> codec;

    CodecSerializer(JsonCodec<T> codec) {
      this.codec = codec;
    }

    @Override
    @SuppressWarnings("unchecked") // Jackson asks for the serializer by the value's class
    public void serialize(Object value, JsonGenerator generator, SerializationContext context) {
      codec.write(JsonWriter.over(generator), (T) value);
    }
  }
}
