package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonNull;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import io.kubeweft.testing.internal.table.Tables;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The forms in which objects can be asked for: as they are, metadata alone, or as a table. */
final class Views {
  private static final Set<String> INCLUDED = Set.of("", "Metadata", "Object", "None");

  private final Definitions definitions;
  private final Tables tables;

  Views(Definitions definitions, Supplier<Instant> now) {
    this.definitions = definitions;
    this.tables = new Tables(now);
  }

  /**
   * Refuses what can not be answered as it is asked for, before anything is done.
   *
   * @throws ApiFailure 400 or 406
   */
  static void check(Target target, ApiCall call) {
    Form form = Form.of(call);
    String include = call.parameter("includeObject");
    if (form.is(Form.TABLE) && !INCLUDED.contains(include)) {
      throw ApiFailure.badRequest(
          "Unable to convert to Table as requested: includeObject: Invalid value: "
              + new JsonString(include)
              + ": must be 'Metadata', 'Object', 'None', or empty");
    }
    boolean isList = target.name() == null && call.method().equals("GET");
    if (form.is(Form.METADATA) && isList && !call.flag("watch")) {
      throw notAcceptable(
          "you requested PartialObjectMetadata, but the requested object is a list");
    }
    if (form.is(Form.METADATA_LIST) && !isList) {
      throw notAcceptable(
          "you requested PartialObjectMetadataList, but the requested object is not a list");
    }
  }

  private static ApiFailure notAcceptable(String message) {
    return ApiFailure.of(406, "NotAcceptable", message);
  }

  /** One object, as the version of the path shows it. */
  JsonObject object(Target target, ApiCall call, JsonObject object) {
    return shown(target, call, object, true);
  }

  /** An object in an event; only the first table of a watch has column definitions. */
  JsonObject event(Target target, ApiCall call, JsonObject object, boolean first) {
    return shown(target, call, object, first);
  }

  private JsonObject shown(Target target, ApiCall call, JsonObject object, boolean withColumns) {
    Form form = Form.of(call);
    if (Trees.text(object, "kind").equals("Status")
        && Trees.text(object, "apiVersion").equals("v1")) {
      return object;
    }
    if (form.is(Form.TABLE)) {
      String version = Trees.resourceVersion(object);
      JsonObject metadata =
          version.isEmpty()
              ? JsonObject.EMPTY
              : JsonObject.of("resourceVersion", new JsonString(version));
      return table(target, call, form, List.of(object), metadata, withColumns);
    }
    return form.is(Form.METADATA) ? metadata(form, object) : typed(target.resource(), object);
  }

  static JsonObject typed(Resource resource, JsonObject object) {
    return object
        .with("apiVersion", new JsonString(resource.apiVersion()))
        .with("kind", new JsonString(resource.kind()));
  }

  private static JsonObject metadata(Form form, JsonObject object) {
    return JsonObject.builder()
        .put("kind", Form.METADATA)
        .put("apiVersion", form.apiVersion())
        .put("metadata", object.getObject("metadata"))
        .build();
  }

  JsonObject list(Target target, ApiCall call, List<JsonObject> objects, JsonObject metadata) {
    Form form = Form.of(call);
    if (form.is(Form.TABLE)) {
      return table(target, call, form, objects, metadata, true);
    }
    boolean partial = form.is(Form.METADATA_LIST);
    List<JsonValue> items = new ArrayList<>(objects.size());
    for (JsonObject object : objects) {
      items.add(partial ? metadata(form, object) : object);
    }
    return JsonObject.builder()
        .put("kind", partial ? Form.METADATA_LIST : target.resource().kind() + "List")
        .put("apiVersion", partial ? form.apiVersion() : target.resource().apiVersion())
        .put("metadata", metadata)
        .put("items", JsonArray.copyOf(items))
        .build();
  }

  private JsonObject table(
      Target target,
      ApiCall call,
      Form form,
      List<JsonObject> objects,
      JsonObject metadata,
      boolean withColumns) {
    Resource resource = target.resource();
    JsonObject parts =
        tables
            .table(
                new Tables.Source(
                    resource.storageName(), resource.version(), customColumns(resource)),
                objects,
                object ->
                    switch (call.parameter("includeObject")) {
                      case "None" -> JsonNull.NULL;
                      case "Object" -> typed(resource, object);
                      default -> metadata(form, object);
                    },
                withColumns)
            .build();
    JsonObject.Builder table =
        JsonObject.builder()
            .put("kind", Form.TABLE)
            .put("apiVersion", form.apiVersion())
            .put("metadata", metadata);
    parts.members().forEach(table::put);
    return table.build();
  }

  /** The columns that a definition adds; null for a built-in resource. */
  private @Nullable JsonArray customColumns(Resource resource) {
    JsonObject version = definitions.version(resource);
    return version == null ? null : version.getArray("additionalPrinterColumns");
  }
}
