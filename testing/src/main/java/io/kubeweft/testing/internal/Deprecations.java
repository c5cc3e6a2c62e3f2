package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is served, but should not be used any more: told in Warning headers (RFC 9111, 299). */
final class Deprecations {
  /**
   * Since when a kind is deprecated, and until when it is there.
   *
   * @param since the minor version of Kubernetes 1
   * @param until the minor version without it; 0 if there is none
   * @param instead what to use; empty if nothing is named
   */
  private record Deprecation(int since, int until, String instead) {}

  /** By resource and version: the lifecycle that the types of k8s.io/api 0.36 declare. */
  private static final Map<String, Deprecation> PINNED =
      Map.ofEntries(
          entry("componentstatuses/v1", 19, 0, ""),
          entry("endpoints/v1", 33, 0, "discovery.k8s.io/v1 EndpointSlice"),
          entry("mutatingadmissionpolicies.admissionregistration.k8s.io/v1alpha1", 35, 38, ""),
          entry(
              "mutatingadmissionpolicybindings.admissionregistration.k8s.io/v1alpha1", 35, 38, ""),
          entry("clustertrustbundles.certificates.k8s.io/v1alpha1", 34, 37, ""),
          entry("leasecandidates.coordination.k8s.io/v1alpha2", 35, 38, ""),
          entry("leasecandidates.coordination.k8s.io/v1beta1", 36, 39, ""),
          entry("ipaddresses.networking.k8s.io/v1beta1", 34, 37, ""),
          entry("servicecidrs.networking.k8s.io/v1beta1", 34, 37, ""),
          entry("devicetaintrules.resource.k8s.io/v1alpha3", 36, 39, ""),
          entry("deviceclasses.resource.k8s.io/v1beta1", 35, 38, ""),
          entry("resourceclaims.resource.k8s.io/v1beta1", 35, 38, ""),
          entry("resourceclaimtemplates.resource.k8s.io/v1beta1", 35, 38, ""),
          entry("resourceslices.resource.k8s.io/v1beta1", 35, 38, ""),
          entry("deviceclasses.resource.k8s.io/v1beta2", 36, 39, ""),
          entry("resourceclaims.resource.k8s.io/v1beta2", 36, 39, ""),
          entry("resourceclaimtemplates.resource.k8s.io/v1beta2", 36, 39, ""),
          entry("resourceslices.resource.k8s.io/v1beta2", 36, 39, ""),
          entry(
              "volumeattributesclasses.storage.k8s.io/v1beta1",
              34,
              37,
              "storage.k8s.io/v1 VolumeAttributesClass"));

  private Deprecations() {}

  private static Map.Entry<String, Deprecation> entry(
      String key, int since, int until, String instead) {
    return Map.entry(key, new Deprecation(since, until, instead));
  }

  /**
   * The warning for a resource in one of its versions; null if it may be used.
   *
   * @param definitionVersion what its definition says of this version; null if it is built in
   */
  static @Nullable String warning(Resource resource, @Nullable JsonObject definitionVersion) {
    String kind = resource.apiVersion() + " " + resource.kind();
    if (definitionVersion != null) {
      String own = Trees.text(definitionVersion, "deprecationWarning");
      boolean deprecated = Boolean.TRUE.equals(definitionVersion.getBoolean("deprecated"));
      return !deprecated ? null : own.isEmpty() ? kind + " is deprecated" : own;
    }
    Deprecation known = PINNED.get(resource.storageName() + "/" + resource.version());
    if (known == null) {
      return null;
    }
    return kind
        + " is deprecated in v1."
        + known.since
        + "+"
        + (known.until == 0 ? "" : ", unavailable in v1." + known.until + "+")
        + (known.instead.isEmpty() ? "" : "; use " + known.instead);
  }

  /** The header for a warning. */
  static String header(String warning) {
    return "299 - \"" + warning.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
