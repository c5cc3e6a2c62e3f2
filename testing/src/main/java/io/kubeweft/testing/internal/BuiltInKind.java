package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonObject;
import io.kubeweft.testing.internal.validation.BuiltInRules;
import io.kubeweft.testing.internal.validation.Cause;
import io.kubeweft.testing.internal.validation.DefinitionRules;
import java.util.List;
import java.util.Set;

/**
 * The rules of a built-in kind.
 *
 * @param resource as one version serves it
 * @param schema what the facts say of its fields
 * @param defaults what is filled in
 */
record BuiltInKind(Resource resource, Schemas.Node schema, Defaults defaults) implements KindRules {
  /** Kinds without a spec whose changes are counted. */
  private static final Set<String> COUNTED =
      Set.of(
          "podtemplates",
          "endpointslices.discovery.k8s.io",
          "priorityclasses.scheduling.k8s.io",
          "validatingwebhookconfigurations.admissionregistration.k8s.io",
          "mutatingwebhookconfigurations.admissionregistration.k8s.io");

  /** Kinds with a spec whose changes are not. */
  private static final Set<String> UNCOUNTED =
      Set.of(
          "services",
          "namespaces",
          "nodes",
          "persistentvolumes",
          "persistentvolumeclaims",
          "horizontalpodautoscalers.autoscaling",
          "leases.coordination.k8s.io",
          "resourcequotas",
          "limitranges",
          "certificatesigningrequests.certificates.k8s.io",
          "apiservices.apiregistration.k8s.io",
          "storageversions.internal.apiserver.k8s.io",
          "servicecidrs.networking.k8s.io",
          "resourceclaims.resource.k8s.io",
          "resourceclaimtemplates.resource.k8s.io",
          "csidrivers.storage.k8s.io",
          "csinodes.storage.k8s.io",
          "volumeattachments.storage.k8s.io");

  @Override
  public Decoded decode(JsonObject object) {
    return KnownFields.read(object, schema);
  }

  @Override
  public boolean hasGeneration(JsonObject object) {
    String name = resource.storageName();
    return COUNTED.contains(name) || object.has("spec") && !UNCOUNTED.contains(name);
  }

  @Override
  public JsonObject defaulted(JsonObject object) {
    return defaults.apply(object);
  }

  @Override
  public List<Cause> created(JsonObject object) {
    return BuiltInRules.created(resource.storageName(), resource.namespaced(), object);
  }

  @Override
  public List<Cause> updated(JsonObject before, JsonObject after, String subresource) {
    return BuiltInRules.updated(resource.storageName(), before, after, subresource);
  }

  @Override
  public List<String> warnings(JsonObject object) {
    return resource.storageName().equals(DefinitionLifecycle.DEFINITIONS)
        ? DefinitionRules.warnings(object)
        : List.of();
  }

  @Override
  public JsonObject stored(JsonObject object) {
    return object;
  }

  @Override
  public JsonObject shown(JsonObject object) {
    return Views.typed(resource, object);
  }
}
