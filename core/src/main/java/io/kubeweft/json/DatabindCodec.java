package io.kubeweft.json;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.module.blackbird.BlackbirdModule;

/**
 * Reads and writes users' own classes by Jackson databind, which is loaded with the first value.
 */
final class DatabindCodec<T> implements JsonCodec<T> {
  private final Class<T> type;

  DatabindCodec(Class<T> type) {
    this.type = type;
  }

  /** Initialised on first use: a mapper costs half a second in a fresh process. */
  private static final class Mappers {
    static final JsonMapper PLAIN = builder().build();

    /** Faster, but only for classes on the class path: it can not look into named modules. */
    static final JsonMapper BLACKBIRD = builder().addModule(new BlackbirdModule()).build();

    private static JsonMapper.Builder builder() {
      return JsonMapper.builder(JsonFactories.FACTORY)
          .addModule(new KubeweftModule())
          .changeDefaultPropertyInclusion(
              inclusion ->
                  inclusion.withValueInclusion(
                      com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL))
          // The value is a part of a larger text.
          .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          // Servers add fields, and null is absent.
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
    }
  }

  private JsonMapper mapper() {
    boolean onClassPath = !type.getModule().isNamed() && !getClass().getModule().isNamed();
    return onClassPath ? Mappers.BLACKBIRD : Mappers.PLAIN;
  }

  @Override
  public T read(JsonReader in) {
    in.sawChangeable();
    try {
      return mapper().readValue(in.parser(), type);
    } catch (tools.jackson.databind.DatabindException e) {
      throw mismatch(in, e);
    }
  }

  /** Databind's message quotes the value, which may be a secret: only the place is kept. */
  private DecodeException mismatch(JsonReader in, JacksonException e) {
    StringBuilder path = new StringBuilder(in.path());
    for (JacksonException.Reference step : e.getPath()) {
      if (step.getPropertyName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
      }
    }
    String problem = "does not fit " + type.getName() + " (" + e.getClass().getSimpleName() + ")";
    return new DecodeException(path.toString(), problem, null);
  }

  @Override
  public void write(JsonWriter out, T value) {
    mapper().writeValue(out.generator(), value);
  }
}
