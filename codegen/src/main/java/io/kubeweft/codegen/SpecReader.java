package io.kubeweft.codegen;

import io.kubeweft.json.DecodeException;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonValue;
import io.kubeweft.json.Yaml;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads documents of any form, and joins them. */
final class SpecReader {
  private SpecReader() {}

  /**
   * A document as it was found.
   *
   * @param name for messages
   * @param text JSON or YAML
   */
  record Source(String name, String text) {}

  /**
   * Reads documents.
   *
   * @throws SpecException if one can not be read, or two contradict each other
   */
  static Spec read(List<Source> sources) {
    String version = "";
    TreeMap<String, Spec.Definition> definitions = new TreeMap<>();
    Map<String, String> origins = new HashMap<>();
    Set<Spec.Operation> operations = new LinkedHashSet<>();
    for (Source source : sources) {
      for (Spec spec : documents(source)) {
        version = spec.version().isEmpty() ? version : spec.version();
        for (Spec.Definition definition : spec.definitions().values()) {
          join(definitions, origins, definition, source.name());
        }
        operations.addAll(spec.operations());
      }
    }
    if (definitions.isEmpty()) {
      throw new SpecException(
          names(sources) + ": no schema in it; is it an OpenAPI document or a CRD?");
    }
    return new Spec(version, definitions, List.copyOf(operations));
  }

  /** Documents of the same cluster repeat definitions; those of different ones contradict. */
  private static void join(
      Map<String, Spec.Definition> definitions,
      Map<String, String> origins,
      Spec.Definition definition,
      String source) {
    Spec.Definition other = definitions.putIfAbsent(definition.name(), definition);
    String origin = origins.putIfAbsent(definition.name(), source);
    if (other != null && !other.schema().bare().equals(definition.schema().bare())) {
      throw new SpecException(
          definition.name()
              + " is one thing in "
              + origin
              + " and another in "
              + source
              + "; generate them below packages of their own");
    }
  }

  private static String names(List<Source> sources) {
    return String.join(", ", sources.stream().map(Source::name).toList());
  }

  private static List<Spec> documents(Source source) {
    List<JsonValue> values;
    try {
      values = Yaml.parseAll(source.text());
    } catch (DecodeException e) {
      throw new SpecException(source.name() + ": " + e.getMessage());
    }
    List<Spec> specs = new ArrayList<>();
    for (JsonValue value : values) {
      if (!(value instanceof JsonObject object)) {
        throw new SpecException(source.name() + ": a document must be a mapping");
      }
      specs.addAll(read(source.name(), object));
    }
    return specs;
  }

  private static List<Spec> read(String name, JsonObject document) {
    if (document.has("openapi")) {
      return List.of(OpenApiReader.v3(name, document));
    }
    if (document.has("swagger")) {
      return List.of(OpenApiReader.v2(name, document));
    }
    return switch (String.valueOf(document.getString("kind"))) {
      case "CustomResourceDefinition" -> List.of(CrdReader.read(name, document));
      case "List", "CustomResourceDefinitionList" -> {
        List<Spec> specs = new ArrayList<>();
        for (JsonValue item : document.getArray("items")) {
          specs.addAll(read(name, OpenApiReader.object(name, "items", item)));
        }
        yield specs;
      }
      default ->
          throw new SpecException(
              name
                  + ": neither OpenAPI (v2 has 'swagger', v3 'openapi') nor a"
                  + " CustomResourceDefinition");
    };
  }
}
