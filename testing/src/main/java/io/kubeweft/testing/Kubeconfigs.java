package io.kubeweft.testing;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.Yaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Writes the file with which kubectl and other clients find a server. */
final class Kubeconfigs {
  private Kubeconfigs() {}

  /**
   * Writes a kubeconfig of one cluster, with one user.
   *
   * @param authority that issued the certificate of the server, in PEM; null for cleartext
   * @param token of the user; null if nobody is asked for one
   */
  static Path write(Path file, URI server, @Nullable String authority, @Nullable String token) {
    JsonObject.Builder cluster = JsonObject.builder().put("server", server.toString());
    if (authority != null) {
      cluster.put(
          "certificate-authority-data",
          Base64.getEncoder().encodeToString(authority.getBytes(StandardCharsets.US_ASCII)));
    }
    JsonObject context = JsonObject.builder().put("cluster", "memory").put("user", "admin").build();
    JsonObject.Builder user = JsonObject.builder();
    if (token != null) {
      user.put("token", token);
    }
    JsonObject kubeconfig =
        JsonObject.builder()
            .put("apiVersion", "v1")
            .put("kind", "Config")
            .put("clusters", JsonArray.of(named("memory", "cluster", cluster.build())))
            .put("users", JsonArray.of(named("admin", "user", user.build())))
            .put("contexts", JsonArray.of(named("memory", "context", context)))
            .put("current-context", "memory")
            .build();
    try {
      return Files.writeString(file, Yaml.write(kubeconfig));
    } catch (IOException e) {
      throw new UncheckedIOException("the kubeconfig can not be written", e);
    }
  }

  private static JsonObject named(String name, String kind, JsonObject value) {
    return JsonObject.of("name", new JsonString(name)).with(kind, value);
  }
}
