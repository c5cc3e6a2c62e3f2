package io.kubeweft.discovery;

import io.kubeweft.json.JsonObject;

/**
 * The version of an API server.
 *
 * @param major such as {@code 1}
 * @param minor such as {@code 36}; some vendors add a plus sign
 * @param gitVersion such as {@code v1.36.0}, with a vendor's addition if there is one
 * @param gitCommit what it was built from
 * @param buildDate when it was built
 * @param platform such as {@code linux/amd64}
 */
public record ServerVersion(
    String major,
    String minor,
    String gitVersion,
    String gitCommit,
    String buildDate,
    String platform) {

  static ServerVersion of(JsonObject json) {
    return new ServerVersion(
        text(json, "major"),
        text(json, "minor"),
        text(json, "gitVersion"),
        text(json, "gitCommit"),
        text(json, "buildDate"),
        text(json, "platform"));
  }

  private static String text(JsonObject json, String name) {
    String value = json.getString(name);
    return value == null ? "" : value;
  }

  /** Returns {@code gitVersion}. */
  @Override
  public String toString() {
    return gitVersion;
  }
}
