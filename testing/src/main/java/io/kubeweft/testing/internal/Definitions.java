package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonValue;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** What CustomResourceDefinitions say of the versions that they declare. */
final class Definitions {
  private static final String STORAGE = "customresourcedefinitions.apiextensions.k8s.io";

  private final Store store;

  Definitions(Store store) {
    this.store = store;
  }

  /** All definitions, by name. */
  Collection<JsonObject> all() {
    return store.list(STORAGE, null, 0).objects().values();
  }

  /** The version of a definition that declares a resource; null if the resource is built in. */
  @Nullable JsonObject version(Resource resource) {
    // A definition is named like its resource in the store.
    JsonObject definition = store.get(new Store.Key(STORAGE, "", resource.storageName()));
    if (definition == null) {
      return null;
    }
    for (JsonValue each : definition.getArray("spec", "versions")) {
      JsonObject version = (JsonObject) each;
      if (Trees.text(version, "name").equals(resource.version())) {
        return version;
      }
    }
    return JsonObject.EMPTY;
  }
}
