package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonObject;
import java.util.Locale;

/**
 * What a request wants to do, as far as permission goes.
 *
 * @param verb such as {@code deletecollection}; the method in lower case for a path
 * @param group of the resource
 * @param resource in the plural
 * @param subresource empty for the object itself
 * @param namespace empty for none, or all
 * @param name of the object; empty for none
 * @param path that is no resource; empty for a resource
 */
record Action(
    String verb,
    String group,
    String resource,
    String subresource,
    String namespace,
    String name,
    String path) {
  private static final String BY_NAME = "metadata.name=";

  static Action of(ApiCall call) {
    ApiPath path = ApiPath.parse(call.path());
    if (path == null || path.plural().isEmpty()) {
      String method = call.method().toLowerCase(Locale.ROOT);
      return new Action(method, "", "", "", "", "", call.path());
    }
    String name = path.name() == null ? "" : path.name();
    String selector = call.parameter("fieldSelector");
    if (name.isEmpty() && selector.startsWith(BY_NAME) && !selector.contains(",")) {
      name = selector.substring(BY_NAME.length());
    }
    // A namespace is in itself, so that who may act in one may see it.
    boolean own = path.plural().equals("namespaces") && path.group().isEmpty();
    String namespace = path.namespace() != null ? path.namespace() : own ? name : "";
    return new Action(
        verb(call, path), path.group(), path.plural(), path.subresource(), namespace, name, "");
  }

  private static String verb(ApiCall call, ApiPath path) {
    boolean one = path.name() != null;
    return switch (call.method()) {
      case "GET", "HEAD" -> call.flag("watch") ? "watch" : one ? "get" : "list";
      case "POST" -> "create";
      case "PUT" -> "update";
      case "PATCH" -> "patch";
      case "DELETE" -> one ? "delete" : "deletecollection";
      default -> call.method().toLowerCase(Locale.ROOT);
    };
  }

  /** The action that an access review asks about. */
  static Action ofReview(JsonObject spec) {
    JsonObject path = spec.getObject("nonResourceAttributes");
    JsonObject resource = spec.getObject("resourceAttributes");
    if (!path.isEmpty()) {
      return new Action(Trees.text(path, "verb"), "", "", "", "", "", Trees.text(path, "path"));
    }
    return new Action(
        Trees.text(resource, "verb"),
        Trees.text(resource, "group"),
        Trees.text(resource, "resource"),
        Trees.text(resource, "subresource"),
        Trees.text(resource, "namespace"),
        Trees.text(resource, "name"),
        "");
  }

  String fullResource() {
    return subresource.isEmpty() ? resource : resource + "/" + subresource;
  }

  Action withVerb(String other) {
    return new Action(other, group, resource, subresource, namespace, name, path);
  }

  /** Why a caller is refused, in the words of kube-apiserver. */
  String refusal(Caller caller) {
    String subject = "User \"" + caller.user() + "\" cannot " + verb;
    if (!path.isEmpty()) {
      return subject + " path \"" + path + "\"";
    }
    String place =
        namespace.isEmpty() || resource.equals("namespaces") && group.isEmpty()
            ? " at the cluster scope"
            : " in the namespace \"" + namespace + "\"";
    return subject + " resource \"" + fullResource() + "\" in API group \"" + group + "\"" + place;
  }
}
