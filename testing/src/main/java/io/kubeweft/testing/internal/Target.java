package io.kubeweft.testing.internal;

import org.jspecify.annotations.Nullable;

/**
 * What a request is about.
 *
 * @param resource of the path
 * @param namespace null for all, or where there are none
 * @param name of the object; null for the collection
 * @param subresource empty for the object itself
 */
record Target(
    Resource resource, @Nullable String namespace, @Nullable String name, String subresource) {
  Store.Key key(String objectName) {
    return new Store.Key(resource.storageName(), namespace == null ? "" : namespace, objectName);
  }

  Store.Key key() {
    return key(objectName());
  }

  String objectName() {
    if (name == null) {
      throw ApiFailure.methodNotAllowed();
    }
    return name;
  }

  String namespaceOrEmpty() {
    return namespace == null ? "" : namespace;
  }

  Target withName(String objectName) {
    return new Target(resource, namespace, objectName, "");
  }
}
