package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonNumber;
import io.kubeweft.json.JsonObject;
import io.kubeweft.testing.internal.validation.Causes;
import java.util.Set;

/** What a client must say, and know, to change an object. */
final class UpdateRules {
  private static final String APIEXTENSIONS = "apiextensions.k8s.io";
  private static final String NUMBER = "\\d{1,19}";

  /** Kinds whose objects are created by an update of what is not there. */
  private static final Set<String> CREATED_ON_UPDATE =
      Set.of(
          "runtimeclasses.node.k8s.io",
          "roles.rbac.authorization.k8s.io",
          "rolebindings.rbac.authorization.k8s.io",
          "clusterroles.rbac.authorization.k8s.io",
          "clusterrolebindings.rbac.authorization.k8s.io",
          "leases.coordination.k8s.io",
          "leasecandidates.coordination.k8s.io",
          "limitranges",
          "events",
          "events.events.k8s.io",
          "services",
          "endpoints");

  /** Groups whose kinds, and kinds that, are only updated by who names the version. */
  private static final Set<String> VERSIONED_GROUPS =
      Set.of(
          "admissionregistration.k8s.io",
          "coordination.k8s.io",
          "node.k8s.io",
          "apiregistration.k8s.io",
          "policy",
          APIEXTENSIONS);

  private static final Set<String> VERSIONED =
      Set.of(
          "csidrivers.storage.k8s.io",
          "csinodes.storage.k8s.io",
          "csistoragecapacities.storage.k8s.io",
          "volumeattachments.storage.k8s.io");

  private UpdateRules() {}

  static boolean createsOnUpdate(Resource resource) {
    return CREATED_ON_UPDATE.contains(resource.storageName());
  }

  /** Custom resources, too, are only updated by who names the version. */
  private static boolean needsVersion(Resource resource) {
    boolean custom = resource.group().contains(".") && !resource.group().endsWith(".k8s.io");
    return custom
        || VERSIONED_GROUPS.contains(resource.group())
        || VERSIONED.contains(resource.storageName());
  }

  /** Refuses an update of something else than what is there. */
  static void checkVersion(Resource resource, JsonObject before, JsonObject body) {
    String name = Trees.name(before);
    String version = version(body);
    if (version.isEmpty() && needsVersion(resource)) {
      Causes causes = new Causes();
      causes.invalid(
          "metadata.resourceVersion", JsonNumber.of(0), "must be specified for an update");
      throw ApiFailure.invalid(resource.group(), resource.plural(), name, causes.list());
    }
    String uid = Trees.uid(body);
    if (!uid.isEmpty() && !uid.equals(Trees.uid(before))) {
      throw ApiFailure.conflict(
          resource,
          name,
          "StorageError: invalid object, Code: 4, Key: /registry/"
              + resource.plural()
              + "/"
              + (resource.namespaced() ? Trees.namespace(before) + "/" : "")
              + name
              + ", ResourceVersion: 0, AdditionalErrorMsg: "
              + ApiFailure.unmet("UID", uid, Trees.uid(before)));
    }
    if (!version.isEmpty() && !version.equals(Trees.resourceVersion(before))) {
      throw ApiFailure.modified(resource, name);
    }
  }

  /** The version that a body names; 0 is the same as none. */
  private static String version(JsonObject body) {
    String version = Trees.resourceVersion(body);
    if (version.isEmpty() || version.matches("0+")) {
      return "";
    }
    if (!version.matches(NUMBER)) {
      throw ApiFailure.internal(GoNumbers.problem("ParseUint", version));
    }
    return version;
  }

  /** Refuses a version of what is created; what is no number counts as none. */
  static void checkNoVersion(JsonObject body) {
    String version = Trees.resourceVersion(body);
    if (version.matches(NUMBER) && !version.matches("0+")) {
      throw ApiFailure.internal("resourceVersion should not be set on objects to be created");
    }
  }

  /** Refuses a patch that changes who an object is. */
  static void checkUid(Resource resource, JsonObject before, JsonObject body) {
    String uid = Trees.uid(body);
    if (!uid.isEmpty() && !uid.equals(Trees.uid(before))) {
      Causes causes = new Causes();
      causes.invalid("metadata.uid", uid, "field is immutable");
      causes.invalid("metadata.uid", uid, "field is immutable");
      throw ApiFailure.invalid(resource, Trees.name(before), causes.list());
    }
  }

  /** Who applies with the uid of an object expects it to be there. */
  static void checkApplyOfNothing(Resource resource, JsonObject configuration) {
    String uid = Trees.uid(configuration);
    String name = Trees.name(configuration);
    if (!uid.isEmpty()) {
      throw ApiFailure.conflict(
          resource,
          name,
          "uid mismatch: the provided object specified uid "
              + uid
              + ", and no"
              + " existing object was found");
    }
  }
}
