package io.kubeweft.json;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The codecs of scalars, free-form JSON and containers. */
public final class JsonCodecs {
  /** Strings. */
  public static final JsonCodec<String> STRING =
      new JsonCodec<>() {
        @Override
        public String read(JsonReader in) {
          return in.currentString();
        }

        @Override
        public void write(JsonWriter out, String value) {
          out.writeString(value);
        }
      };

  /** Integers of 32 bits. */
  public static final JsonCodec<Integer> INT32 =
      new JsonCodec<>() {
        @Override
        public Integer read(JsonReader in) {
          return in.currentInt32();
        }

        @Override
        public void write(JsonWriter out, Integer value) {
          out.writeLong(value);
        }
      };

  /** Integers of 64 bits. */
  public static final JsonCodec<Long> INT64 =
      new JsonCodec<>() {
        @Override
        public Long read(JsonReader in) {
          return in.currentInt64();
        }

        @Override
        public void write(JsonWriter out, Long value) {
          out.writeLong(value);
        }
      };

  /** Numbers that a schema calls double or float. */
  public static final JsonCodec<Double> DOUBLE =
      new JsonCodec<>() {
        @Override
        public Double read(JsonReader in) {
          return in.currentNumber().doubleValue();
        }

        @Override
        public void write(JsonWriter out, Double value) {
          out.writeNumber(JsonNumber.of(value));
        }
      };

  /** Numbers without a format, exactly. */
  public static final JsonCodec<BigDecimal> DECIMAL =
      new JsonCodec<>() {
        @Override
        public BigDecimal read(JsonReader in) {
          return in.currentNumber().toBigDecimal();
        }

        @Override
        public void write(JsonWriter out, BigDecimal value) {
          out.writeNumber(JsonNumber.of(value));
        }
      };

  /** Booleans. */
  public static final JsonCodec<Boolean> BOOLEAN =
      new JsonCodec<>() {
        @Override
        public Boolean read(JsonReader in) {
          return in.currentBoolean();
        }

        @Override
        public void write(JsonWriter out, Boolean value) {
          out.writeBoolean(value);
        }
      };

  /** Times that are written to the second, as {@code metav1.Time}. */
  public static final JsonCodec<Instant> TIME =
      new JsonCodec<>() {
        @Override
        public Instant read(JsonReader in) {
          return in.currentTime();
        }

        @Override
        public void write(JsonWriter out, Instant value) {
          out.writeString(Timestamps.seconds(value));
        }
      };

  /** Times that are written with microseconds, as {@code metav1.MicroTime}. */
  public static final JsonCodec<Instant> MICRO_TIME =
      new JsonCodec<>() {
        @Override
        public Instant read(JsonReader in) {
          return in.currentTime();
        }

        @Override
        public void write(JsonWriter out, Instant value) {
          out.writeString(Timestamps.micros(value));
        }
      };

  /** Times that are written with as many digits as they need, as in custom resources. */
  public static final JsonCodec<Instant> DATE_TIME =
      new JsonCodec<>() {
        @Override
        public Instant read(JsonReader in) {
          return in.currentTime();
        }

        @Override
        public void write(JsonWriter out, Instant value) {
          out.writeString(Timestamps.exact(value));
        }
      };

  /** Any JSON. */
  public static final JsonCodec<JsonValue> VALUE =
      new JsonCodec<>() {
        @Override
        public JsonValue read(JsonReader in) {
          return in.currentValue();
        }

        @Override
        public JsonValue readNull() {
          return JsonNull.NULL;
        }

        @Override
        public void write(JsonWriter out, JsonValue value) {
          out.writeValue(value);
        }
      };

  /** Any JSON object. */
  public static final JsonCodec<JsonObject> OBJECT =
      new JsonCodec<>() {
        @Override
        public JsonObject read(JsonReader in) {
          if (in.currentValue() instanceof JsonObject object) {
            return object;
          }
          throw in.mismatch("an object");
        }

        @Override
        public void write(JsonWriter out, JsonObject value) {
          out.writeValue(value);
        }
      };

  private JsonCodecs() {}

  /**
   * Returns a codec of lists.
   *
   * @param element for their elements
   */
  public static <T> JsonCodec<List<T>> list(JsonCodec<T> element) {
    return new JsonCodec<>() {
      @Override
      public List<T> read(JsonReader in) {
        return in.currentList(element);
      }

      @Override
      public void write(JsonWriter out, List<T> value) {
        out.writeList(value, element);
      }
    };
  }

  /**
   * Returns a codec of maps from strings.
   *
   * @param element for their values
   */
  public static <T> JsonCodec<Map<String, T>> map(JsonCodec<T> element) {
    return new JsonCodec<>() {
      @Override
      public Map<String, T> read(JsonReader in) {
        return in.currentMap(element);
      }

      @Override
      public void write(JsonWriter out, Map<String, T> value) {
        out.writeMap(value, element);
      }
    };
  }

  /**
   * Returns a codec for a record or class of yours, by Jackson databind. Types of this library
   * within it are read and written by their own codecs.
   *
   * <p>Databind costs half a second of start-up when the codec is first used; generated models do
   * without it.
   *
   * @param type the record or class
   */
  public static <T> JsonCodec<T> databind(Class<T> type) {
    return new DatabindCodec<>(type);
  }
}
