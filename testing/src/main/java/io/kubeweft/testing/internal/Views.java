package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The forms in which objects can be asked for: as they are, metadata alone, or as a table. */
final class Views {
  private static final String META = "meta.k8s.io/v1";

  private final Supplier<Instant> now;

  Views(Supplier<Instant> now) {
    this.now = now;
  }

  /** One object, as the version of the path shows it. */
  JsonObject object(Target target, ApiCall call, JsonObject object) {
    if (call.accepts("Table")) {
      return table(target, call, List.of(object), JsonObject.EMPTY, true);
    }
    return call.accepts("PartialObjectMetadata;")
        ? metadata(object)
        : typed(target.resource(), object);
  }

  static JsonObject typed(Resource resource, JsonObject object) {
    return object
        .with("apiVersion", new JsonString(resource.apiVersion()))
        .with("kind", new JsonString(resource.kind()));
  }

  private static JsonObject metadata(JsonObject object) {
    return JsonObject.builder()
        .put("kind", "PartialObjectMetadata")
        .put("apiVersion", META)
        .put("metadata", object.getObject("metadata"))
        .build();
  }

  JsonObject list(Target target, ApiCall call, List<JsonObject> objects, JsonObject metadata) {
    if (call.accepts("Table")) {
      return table(target, call, objects, metadata, true);
    }
    boolean partial = call.accepts("PartialObjectMetadataList");
    List<JsonValue> items = new ArrayList<>(objects.size());
    for (JsonObject object : objects) {
      items.add(partial ? metadata(object) : object);
    }
    return JsonObject.builder()
        .put("kind", partial ? "PartialObjectMetadataList" : target.resource().kind() + "List")
        .put("apiVersion", partial ? META : target.resource().apiVersion())
        .put("metadata", metadata)
        .put("items", JsonArray.copyOf(items))
        .build();
  }

  /** An object in an event; only the first table of a watch has column definitions. */
  JsonObject event(Target target, ApiCall call, JsonObject object, boolean first) {
    if (call.accepts("Table")) {
      return table(target, call, List.of(object), JsonObject.EMPTY, first);
    }
    return object(target, call, object);
  }

  private JsonObject table(
      Target target,
      ApiCall call,
      List<JsonObject> objects,
      JsonObject metadata,
      boolean withColumns) {
    boolean whole = call.parameter("includeObject").equals("Object");
    List<JsonValue> rows = new ArrayList<>();
    for (JsonObject object : objects) {
      JsonObject.Builder row = JsonObject.builder().put("cells", cells(object));
      if (!call.parameter("includeObject").equals("None")) {
        row.put("object", whole ? typed(target.resource(), object) : metadata(object));
      }
      rows.add(row.build());
    }
    return JsonObject.builder()
        .put("kind", "Table")
        .put("apiVersion", META)
        .put("metadata", metadata)
        .put(
            "columnDefinitions",
            withColumns ? JsonArray.of(column("Name", "name"), column("Age", "")) : JsonArray.EMPTY)
        .put("rows", JsonArray.copyOf(rows))
        .build();
  }

  private static JsonObject column(String name, String format) {
    return JsonObject.builder()
        .put("name", name)
        .put("type", "string")
        .put("format", format)
        .put("description", "")
        .put("priority", 0)
        .build();
  }

  private JsonArray cells(JsonObject object) {
    return JsonArray.ofStrings(Trees.name(object), age(object));
  }

  private String age(JsonObject object) {
    String created = Trees.text(object, "metadata", "creationTimestamp");
    return created.isEmpty()
        ? "<unknown>"
        : HumanDuration.of(Duration.between(Instant.parse(created), now.get()));
  }
}
