package io.kubeweft.testing.internal.validation;

import io.kubeweft.json.JsonBoolean;
import io.kubeweft.json.JsonObject;
import java.util.List;
import java.util.Map;

/** What ConfigMaps and Secrets must be like (pkg/apis/core/validation). */
final class ConfigRules {
  private static final long MAX_SIZE = 1024 * 1024;
  private static final Map<String, List<String>> NEEDED =
      Map.of(
          "kubernetes.io/tls", List.of("tls.crt", "tls.key"),
          "kubernetes.io/dockerconfigjson", List.of(".dockerconfigjson"),
          "kubernetes.io/dockercfg", List.of(".dockercfg"),
          "kubernetes.io/ssh-auth", List.of("ssh-privatekey"));
  private static final String BASIC_AUTH = "kubernetes.io/basic-auth";
  private static final String IMMUTABLE = "field is immutable when `immutable` is set";

  private ConfigRules() {}

  static void configMap(Causes causes, JsonObject object) {
    JsonObject data = object.getObject("data");
    JsonObject binary = object.getObject("binaryData");
    keys(causes, "data", data);
    data.members()
        .keySet()
        .forEach(
            key -> {
              if (binary.has(key)) {
                causes.invalid(
                    Paths.key("data", key), key, "duplicate of key present in binaryData");
              }
            });
    keys(causes, "binaryData", binary);
    if (size(data) + size(binary) * 3 / 4 > MAX_SIZE) {
      causes.tooLong("", MAX_SIZE);
    }
  }

  static void secret(Causes causes, JsonObject object) {
    JsonObject data = object.getObject("data");
    keys(causes, "data", data);
    if (size(data) * 3 / 4 > MAX_SIZE) {
      causes.tooLong("data", MAX_SIZE);
    }
    String type = PodRules.text(object, "type");
    for (String key : NEEDED.getOrDefault(type, List.of())) {
      if (!data.has(key)) {
        causes.required(Paths.key("data", key), "");
      }
    }
    if (type.equals(BASIC_AUTH) && !data.has("username") && !data.has("password")) {
      causes.required("data[username]", "");
      causes.required("data[password]", "");
    }
  }

  private static void keys(Causes causes, String path, JsonObject data) {
    data.members()
        .keySet()
        .forEach(key -> causes.invalid(Paths.key(path, key), key, Names.configKey(key)));
  }

  private static long size(JsonObject data) {
    return data.members().values().stream().mapToLong(value -> value.toString().length() - 2).sum();
  }

  /** Checks a change of either. */
  static void updated(Causes causes, boolean secret, JsonObject before, JsonObject after) {
    if (secret) {
      MetadataRules.immutable(causes, "type", before.get("type"), after.get("type"));
    }
    if (before.get("immutable") != JsonBoolean.TRUE) {
      return;
    }
    if (after.get("immutable") != JsonBoolean.TRUE) {
      causes.forbidden("immutable", IMMUTABLE);
    }
    for (String field : List.of("data", "binaryData")) {
      if (!before.getObject(field).equals(after.getObject(field))) {
        causes.forbidden(field, IMMUTABLE);
      }
    }
  }
}
