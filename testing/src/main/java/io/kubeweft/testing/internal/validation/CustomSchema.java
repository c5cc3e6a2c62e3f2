package io.kubeweft.testing.internal.validation;

import io.kubeweft.json.JsonNumber;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonValue;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a version of a CustomResourceDefinition says about its objects: which fields there are, what
 * they default to, and what may be in them. CEL rules are not evaluated.
 */
public final class CustomSchema {
  private final JsonObject version;
  private final Structural schema;

  /**
   * Wraps the schema of a version.
   *
   * @param version an element of {@code spec.versions}
   */
  public CustomSchema(JsonObject version) {
    this.version = version;
    this.schema = new Structural(version.getObject("schema", "openAPIV3Schema"));
  }

  /**
   * An object with the fields that are known.
   *
   * @param object what is left
   * @param unknown paths of fields that were taken out, in order
   */
  public record Known(JsonObject object, List<String> unknown) {}

  /** Takes out what the schema does not name, and fills in defaults. */
  public Known known(JsonObject object) {
    Known declared = declared(object);
    JsonValue filled = Defaulting.apply(declared.object(), schema);
    return new Known((JsonObject) filled, declared.unknown());
  }

  /** Takes out what the schema does not name; nothing is filled in. */
  public Known declared(JsonObject object) {
    Pruning.Result pruned = Pruning.prune(object, schema.embedded());
    return new Known((JsonObject) pruned.value(), pruned.unknown());
  }

  /** What this version has of an object that another one has filled in. */
  public JsonObject pruned(JsonObject object) {
    return (JsonObject) Pruning.prune(object, schema.embedded()).value();
  }

  /** Checks an object that is created. */
  public List<Cause> created(JsonObject object, boolean namespaced) {
    Causes causes = new Causes();
    MetadataRules.created(causes, object, namespaced, Names::subdomain);
    whole(causes, object, null);
    causes.addAll(EmbeddedResources.check(object, schema));
    causes.addAll(ListTypes.check(object, schema));
    return causes.list();
  }

  /** Checks an object that is changed. */
  public List<Cause> updated(JsonObject before, JsonObject after) {
    Causes causes = new Causes();
    MetadataRules.updated(causes, before, after);
    MetadataRules.updated(causes, before, after);
    whole(causes, after, before);
    causes.addAll(EmbeddedResources.check(after, schema));
    if (ListTypes.check(before, schema).isEmpty()) {
      causes.addAll(ListTypes.check(after, schema));
    }
    return causes.list();
  }

  /** Checks an object whose status is changed through the subresource. */
  public List<Cause> statusUpdated(JsonObject before, JsonObject after) {
    Causes causes = new Causes();
    MetadataRules.updated(causes, before, after);
    JsonValue status = after.get("status");
    Structural inner = schema.property("status");
    if (status != null && inner != null) {
      causes.addAll(SchemaCheck.checkPart("status", status, inner.json(), before.get("status")));
      causes.addAll(ListTypes.check(after, schema));
    }
    replicas(causes, after, "statusReplicasPath");
    return causes.list();
  }

  private void whole(Causes causes, JsonObject object, @Nullable JsonObject before) {
    causes.addAll(SchemaCheck.check("", object, schema.json(), before).causes());
    replicas(causes, object, "specReplicasPath");
    replicas(causes, object, "statusReplicasPath");
  }

  private void replicas(Causes causes, JsonObject object, String pathField) {
    String path = scalePath(pathField);
    JsonValue value = path == null ? null : object.get(path.split("\\.", -1));
    if (value == null) {
      return;
    }
    String at = "." + path;
    boolean whole = value instanceof JsonNumber given && given.literal().matches("-?\\d+");
    if (!whole || !(value instanceof JsonNumber number)) {
      causes.invalid(
          at, JsonNumber.of(0), at + " accessor error: " + TypeCheck.inGo(value, "int64"));
    } else if (number.longValue() < 0) {
      causes.invalid(at, number, "should be a non-negative integer");
    } else if (number.longValue() > Integer.MAX_VALUE) {
      causes.invalid(at, number, "should be less than or equal to " + Integer.MAX_VALUE);
    }
  }

  /** A path of the scale subresource without its dot; null if there is none. */
  public @Nullable String scalePath(String field) {
    String path = version.getString("subresources", "scale", field);
    return path == null || path.isEmpty() ? null : path.substring(1);
  }

  /** The paths by which objects can be selected, without their dots. */
  public Set<String> selectableFields() {
    Set<String> fields = new HashSet<>();
    for (JsonValue each : version.getArray("selectableFields")) {
      String path = ((JsonObject) each).getString("jsonPath");
      if (path != null && path.startsWith(".")) {
        fields.add(path.substring(1));
      }
    }
    return fields;
  }
}
