package io.kubeweft.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeweft.api.apps.v1.Deployment;
import io.kubeweft.api.core.v1.Pod;
import io.kubeweft.dynamic.Unstructured;
import io.kubeweft.json.DecodeOptions;
import io.kubeweft.json.Json;
import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonBoolean;
import io.kubeweft.json.JsonCodec;
import io.kubeweft.json.JsonNumber;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonReader;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import io.kubeweft.meta.KubernetesObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Every model reads and writes objects made from its own schema without loss. */
class RoundTripTest {
  private static final Path FACTS = Path.of("src/main/spec/kubernetes-1.36.json");
  private static final String PREFIX = "#/components/schemas/";
  private static final int MAX_DEPTH = 5;

  private final JsonObject schemas = schemas();
  private final Random random = new Random(20261123);

  private static JsonObject schemas() {
    try {
      return ((JsonObject) Json.parse(Files.readAllBytes(FACTS)))
          .getObject("components", "schemas");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void codec_everyModel_losesNothing() throws Exception {
    int models = 0;
    for (Map.Entry<String, JsonValue> entry : schemas.members().entrySet()) {
      JsonCodec<Object> codec = codec(entry.getKey());
      if (codec == null) {
        continue;
      }
      models++;
      for (int i = 0; i < 5; i++) {
        JsonValue value = value((JsonObject) entry.getValue(), 0);
        JsonObject object =
            ((JsonObject) value).with("x-unknown", JsonObject.of("kept", JsonNumber.of(i)));
        byte[] bytes = Json.write(object).getBytes(StandardCharsets.UTF_8);

        Object model = read(codec, bytes);
        JsonValue written = Json.parse(Json.writeBytes(codec, model));

        assertThat(written).as(entry.getKey()).isEqualTo(object);
        assertThat(read(codec, Json.writeBytes(codec, model))).isEqualTo(model);
      }
    }
    assertThat(models).isGreaterThan(600);
  }

  @Test
  void types_listOfAnything_isTyped() {
    List<KubernetesObject> objects =
        ClientSet.types()
            .parse(
                """
                apiVersion: v1
                kind: List
                items:
                  - {apiVersion: v1, kind: Pod, metadata: {name: a}}
                  - {apiVersion: apps/v1, kind: Deployment, metadata: {name: b}}
                ---
                {apiVersion: example.com/v1, kind: Thing, metadata: {name: c}}
                """);

    assertThat(objects)
        .hasExactlyElementsOfTypes(Pod.class, Deployment.class, Unstructured.class)
        .extracting(o -> o.metadata().name())
        .containsExactly("a", "b", "c");
  }

  @SuppressWarnings("unchecked") // a codec reads and writes its own model only
  private static JsonCodec<Object> codec(String definition) throws ReflectiveOperationException {
    String[] parts = definition.split("\\.", -1);
    if (parts.length < 3) {
      return null;
    }
    String label = parts[parts.length - 3].toLowerCase(Locale.ROOT);
    String version = parts[parts.length - 2].toLowerCase(Locale.ROOT);
    String name = "io.kubeweft.api." + label + "." + version + "." + parts[parts.length - 1];
    try {
      return (JsonCodec<Object>) Class.forName(name).getField("CODEC").get(null);
    } catch (ClassNotFoundException e) {
      return null;
    }
  }

  private JsonValue value(JsonObject schema, int depth) {
    String reference = schema.getString("$ref");
    if (reference == null && schema.getArray("allOf").size() == 1) {
      reference = ((JsonObject) schema.getArray("allOf").get(0)).getString("$ref");
    }
    if (reference != null) {
      return referenced(reference.substring(PREFIX.length()), depth);
    }
    String type = schema.getString("type");
    return switch (String.valueOf(type)) {
      case "string" -> string(schema.getString("format"));
      case "integer" -> JsonNumber.of(random.nextInt(1000) - 500);
      case "number" -> JsonNumber.of(random.nextInt(100) + 0.5);
      case "boolean" -> JsonBoolean.of(random.nextBoolean());
      case "array" -> {
        List<JsonValue> values = new ArrayList<>();
        int size = depth > MAX_DEPTH ? 0 : random.nextInt(3);
        for (int i = 0; i < size; i++) {
          values.add(value(schema.getObject("items"), depth + 1));
        }
        yield JsonArray.copyOf(values);
      }
      default -> object(schema, depth);
    };
  }

  private JsonValue object(JsonObject schema, int depth) {
    JsonObject.Builder object = JsonObject.builder();
    for (Map.Entry<String, JsonValue> property :
        schema.getObject("properties").members().entrySet()) {
      if (depth < MAX_DEPTH && random.nextInt(4) > 0) {
        object.put(property.getKey(), value((JsonObject) property.getValue(), depth + 1));
      }
    }
    JsonValue values = schema.get("additionalProperties");
    if (values instanceof JsonObject each && depth < MAX_DEPTH) {
      object.put("key-" + random.nextInt(9), value(each, depth + 1));
    }
    return object.build();
  }

  private JsonValue referenced(String name, int depth) {
    String simple = name.substring(name.lastIndexOf('.') + 1);
    return switch (simple) {
      case "Time" -> new JsonString("2026-11-23T14:00:0" + random.nextInt(10) + "Z");
      case "MicroTime" -> new JsonString("2026-11-23T14:00:00.00000" + random.nextInt(10) + "Z");
      case "Quantity" -> new JsonString(random.nextInt(1000) + "Mi");
      case "IntOrString" ->
          random.nextBoolean() ? JsonNumber.of(random.nextInt(100)) : new JsonString("50%");
      case "JSON", "JSONSchemaPropsOrBool", "JSONSchemaPropsOrArray" -> JsonBoolean.TRUE;
      default -> value(schemas.getObject(name), depth + 1);
    };
  }

  private JsonValue string(String format) {
    return switch (String.valueOf(format)) {
      case "byte" -> new JsonString("AAEC");
      case "date-time" -> new JsonString("2026-11-23T14:00:00Z");
      default ->
          new JsonString("text-" + random.nextInt(100) + (random.nextInt(9) == 0 ? "é\"\\" : ""));
    };
  }

  /** As from a server: a made-up apiVersion or kind is none of this test's business. */
  private static Object read(JsonCodec<Object> codec, byte[] utf8) {
    try (JsonReader in = JsonReader.of(utf8, 0, utf8.length, DecodeOptions.DEFAULT)) {
      return Objects.requireNonNull(in.read(codec));
    }
  }
}
