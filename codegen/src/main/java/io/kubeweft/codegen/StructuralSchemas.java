package io.kubeweft.codegen;

import io.kubeweft.json.JsonBoolean;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonValue;
import java.util.Map;

/**
 * Checks that the schema of a custom resource is structural, as API servers demand: only then it
 * says what each field is. (apiextensions.k8s.io/v1, KEP-1693.)
 */
final class StructuralSchemas {
  private static final String INT_OR_STRING = "x-kubernetes-int-or-string";
  private static final String PRESERVE = "x-kubernetes-preserve-unknown-fields";

  private final String source;

  StructuralSchemas(String source) {
    this.source = source;
  }

  /**
   * Checks a schema and all within it.
   *
   * @throws SpecException that names the place and what to write instead
   */
  void check(String place, JsonObject schema) {
    if (schema.has("$ref")) {
      throw refused(place, "has a $ref, which CRDs do not know: write the schema itself");
    }
    if (!schema.has("type") && !isTrue(schema, INT_OR_STRING) && !isTrue(schema, PRESERVE)) {
      throw refused(
          place,
          "has no type: write one"
              + (schema.has("properties")
                  ? " (object)"
                  : ", or " + INT_OR_STRING + ": true, or " + PRESERVE + ": true"));
    }
    JsonValue values = schema.get("additionalProperties");
    if (values instanceof JsonObject && !schema.getObject("properties").isEmpty()) {
      throw refused(
          place, "has properties and additionalProperties: it is an object or a map, not both");
    }
    for (Map.Entry<String, JsonValue> property :
        schema.getObject("properties").members().entrySet()) {
      String inner = place + "." + property.getKey();
      check(inner, OpenApiReader.object(source, inner, property.getValue()));
    }
    if (schema.has("items")) {
      check(place + "[]", OpenApiReader.object(source, place + "[]", schema.get("items")));
    }
    if (values instanceof JsonObject value) {
      check(place + "{}", value);
    }
  }

  private static boolean isTrue(JsonObject schema, String field) {
    return schema.get(field) == JsonBoolean.TRUE;
  }

  private SpecException refused(String place, String problem) {
    return new SpecException(source + ": the schema is not structural: " + place + " " + problem);
  }
}
