package io.kubeweft.codegen;

import io.kubeweft.codegen.Spec.Definition;
import io.kubeweft.codegen.Spec.Kind;
import io.kubeweft.codegen.Spec.Operation;
import io.kubeweft.codegen.Spec.Schema;
import io.kubeweft.json.JsonBoolean;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads a CustomResourceDefinition as if a server had described it: a definition for each object
 * within its schemas, and the operations that the server would have.
 */
final class CrdReader {
  private static final String META = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta";
  private static final List<String> OBJECT_ACTIONS = List.of("get", "put", "patch", "delete");

  private final String source;
  private final String group;
  private final String kind;
  private final TreeMap<String, Definition> definitions = new TreeMap<>();
  private final List<Operation> operations = new ArrayList<>();

  private CrdReader(String source, String group, String kind) {
    this.source = source;
    this.group = group;
    this.kind = kind;
  }

  static Spec read(String source, JsonObject crd) {
    String group = required(source, crd, "spec", "group");
    String kind = required(source, crd, "spec", "names", "kind");
    String plural = required(source, crd, "spec", "names", "plural");
    boolean namespaced = required(source, crd, "spec", "scope").equals("Namespaced");
    CrdReader reader = new CrdReader(source, group, kind);
    for (JsonValue each : crd.getArray("spec", "versions")) {
      JsonObject version = OpenApiReader.object(source, "spec.versions", each);
      if (version.get("served") != JsonBoolean.FALSE) {
        reader.version(version, plural, namespaced);
      }
    }
    return new Spec("", reader.definitions, reader.operations);
  }

  private static String required(String source, JsonObject crd, String... path) {
    String value = crd.getString(path);
    if (value == null || value.isEmpty()) {
      throw new SpecException(source + ": " + String.join(".", path) + " is missing");
    }
    return value;
  }

  private void version(JsonObject version, String plural, boolean namespaced) {
    String name = required(source, version, "name");
    JsonObject schema = version.getObject("schema", "openAPIV3Schema");
    if (schema.isEmpty()) {
      throw new SpecException(
          source
              + ": version "
              + name
              + " has no schema.openAPIV3Schema; apiextensions.k8s.io/v1 demands one");
    }
    new StructuralSchemas(source).check(kind, schema);
    Kind itself = new Kind(group, name, kind);
    Schema root = OpenApiReader.structural(source, kind, schema);
    Map<String, Schema> properties = new LinkedHashMap<>();
    Schema text = scalar("string");
    properties.put("apiVersion", text);
    properties.put("kind", text);
    properties.put("metadata", reference(META, true));
    root.properties().forEach(properties::putIfAbsent);
    String definition = group + "." + name + "." + kind;
    definitions.put(
        definition, new Definition(definition, root.withProperties(properties), List.of(itself)));
    addOperations(itself, version, plural, namespaced);
  }

  private static Schema scalar(String type) {
    return new Schema(
        type, "", null, null, null, Map.of(), Set.of(), false, false, false, false, "");
  }

  private static Schema reference(String name, boolean isValue) {
    return new Schema(
        "", "", name, null, null, Map.of(), Set.of(), isValue, false, false, false, "");
  }

  private void addOperations(Kind itself, JsonObject version, String plural, boolean namespaced) {
    String base = "/apis/" + group + "/" + itself.version() + "/";
    String collection = namespaced ? base + "namespaces/{namespace}/" + plural : base + plural;
    for (String action : List.of("list", "post", "deletecollection")) {
      operations.add(new Operation(collection, action, itself));
    }
    if (namespaced) {
      operations.add(new Operation(base + plural, "list", itself));
    }
    String object = collection + "/{name}";
    OBJECT_ACTIONS.forEach(action -> operations.add(new Operation(object, action, itself)));
    JsonObject subresources = version.getObject("subresources");
    if (subresources.has("status")) {
      for (String action : List.of("get", "put", "patch")) {
        operations.add(new Operation(object + "/status", action, itself));
      }
    }
    if (subresources.has("scale")) {
      for (String action : List.of("get", "put", "patch")) {
        operations.add(new Operation(object + "/scale", action, FixUp.SCALE));
      }
    }
  }
}
