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

  /** Refuses a patch of a type that custom resources do not have. */
  void checkPatch(Resource resource, String contentType) {
    if (contentType.equals("application/strategic-merge-patch+json") && version(resource) != null) {
      throw ApiFailure.of(
          415,
          "UnsupportedMediaType",
          "the body of the request was in an unknown format - accepted media types include:"
              + " application/json-patch+json, application/merge-patch+json,"
              + " application/apply-patch+yaml");
    }
  }
}
