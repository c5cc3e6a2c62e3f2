package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import io.kubeweft.testing.internal.validation.Cause;
import io.kubeweft.testing.internal.validation.CustomSchema;
import io.kubeweft.testing.internal.validation.FinalizerWarnings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The rules of a version of a custom resource.
 *
 * @param resource as this version serves it
 * @param schema of this version
 * @param storage the schema of the version that is stored
 * @param storageVersion its name, such as {@code v1}
 * @param isClosing whether its definition is being deleted
 * @param metadata what every object's metadata has
 */
record CustomKind(
    Resource resource,
    CustomSchema schema,
    CustomSchema storage,
    String storageVersion,
    boolean isClosing,
    Schemas.Node metadata)
    implements KindRules {
  @Override
  public Decoded decode(JsonObject object) {
    return decoded(schema.known(object));
  }

  @Override
  public Decoded decodeApplied(JsonObject configuration) {
    return decoded(schema.declared(configuration));
  }

  private Decoded decoded(CustomSchema.Known known) {
    List<String> unknown = new ArrayList<>();
    JsonValue meta = known.object().get("metadata");
    JsonObject result = known.object();
    if (meta instanceof JsonObject own) {
      Decoded inner = KnownFields.read(own, metadata);
      inner.unknown().forEach(path -> unknown.add("metadata." + path));
      result = result.with("metadata", inner.object());
    }
    unknown.addAll(known.unknown());
    return new Decoded(result, unknown);
  }

  @Override
  public boolean hasGeneration(JsonObject object) {
    return true;
  }

  @Override
  public JsonObject defaulted(JsonObject object) {
    return schema.known(object).object();
  }

  @Override
  public List<Cause> created(JsonObject object) {
    return schema.created(object, resource.namespaced());
  }

  @Override
  public List<Cause> updated(JsonObject before, JsonObject after, String subresource) {
    return subresource.equals("status")
        ? schema.statusUpdated(before, after)
        : schema.updated(before, after);
  }

  @Override
  public Set<String> selectableFields() {
    return schema.selectableFields();
  }

  @Override
  public Scales scales() {
    String wanted = schema.scalePath("specReplicasPath");
    String actual = schema.scalePath("statusReplicasPath");
    return wanted == null || actual == null
        ? Scales.BUILT_IN
        : Scales.of(wanted, actual, schema.scalePath("labelSelectorPath"));
  }

  @Override
  public List<String> warnings(JsonObject object) {
    return FinalizerWarnings.of(object);
  }

  @Override
  public JsonObject stored(JsonObject object) {
    String apiVersion = resource.group() + "/" + storageVersion;
    JsonObject typed = object.with("apiVersion", new JsonString(apiVersion));
    return storage == schema ? typed : storage.known(typed).object();
  }

  @Override
  public JsonObject shown(JsonObject object) {
    JsonObject read = storage.known(object).object();
    JsonObject typed = read.with("apiVersion", new JsonString(resource.apiVersion()));
    return storage == schema ? typed : schema.pruned(typed);
  }
}
