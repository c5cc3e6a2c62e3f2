package io.kubeweft.testing.internal;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The form of an answer that a client accepts: the first of its Accept header that the server has.
 *
 * @param as what objects are turned into; empty to leave them as they are
 * @param version of what they are turned into
 * @param yaml whether it is written as YAML
 */
record Form(String as, String version, boolean yaml) {
  static final String TABLE = "Table";
  static final String METADATA = "PartialObjectMetadata";
  static final String METADATA_LIST = "PartialObjectMetadataList";

  private static final String ACCEPTED = "application/json, application/yaml";
  private static final Form AS_IT_IS = new Form("", "", false);

  /**
   * Chooses a form.
   *
   * @throws ApiFailure 406 if the client accepts none that the server has
   */
  static Form of(ApiCall call) {
    String accept = call.header("Accept").strip();
    if (accept.isEmpty()) {
      return AS_IT_IS;
    }
    for (String clause : accept.split(",", -1)) {
      String[] parts = clause.split(";", -1);
      String type = parts[0].strip().toLowerCase(Locale.ROOT);
      boolean yaml = type.equals("application/yaml");
      if (!yaml && !isJson(type)) {
        continue;
      }
      Map<String, String> parameters = parameters(parts);
      String as = parameters.getOrDefault("as", "");
      if (as.isEmpty()) {
        return yaml ? new Form("", "", true) : AS_IT_IS;
      }
      String version = parameters.getOrDefault("v", "");
      if (isKnown(as)
          && parameters.getOrDefault("g", "").equals("meta.k8s.io")
          && (version.equals("v1") || version.equals("v1beta1"))) {
        return new Form(as, version, yaml);
      }
    }
    throw ApiFailure.of(
        406, "NotAcceptable", "only the following media types are accepted: " + ACCEPTED);
  }

  private static boolean isJson(String type) {
    return type.equals("application/json") || type.equals("application/*") || type.equals("*/*");
  }

  private static boolean isKnown(String as) {
    return as.equals(TABLE) || as.equals(METADATA) || as.equals(METADATA_LIST);
  }

  private static Map<String, String> parameters(String[] parts) {
    Map<String, String> parameters = new TreeMap<>();
    for (int i = 1; i < parts.length; i++) {
      String[] pair = parts[i].strip().split("=", 2);
      if (pair.length == 2) {
        parameters.put(pair[0], pair[1]);
      }
    }
    return parameters;
  }

  String apiVersion() {
    return "meta.k8s.io/" + version;
  }

  boolean is(String kind) {
    return as.equals(kind);
  }
}
