package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonObject;
import io.kubeweft.testing.internal.validation.Causes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** Whether a body is of the kind that its path takes. */
final class BodyType {
  /** As many bytes of a body are shown in a message. */
  private static final int SHOWN = 30;

  private BodyType() {}

  /**
   * Checks the type.
   *
   * @param custom whether it is a custom resource, which must say what it is
   * @param schemas of the built-in kinds
   * @throws ApiFailure 400 or 422 if it is another one
   */
  static void check(Resource resource, JsonObject body, boolean custom, Schemas schemas) {
    String apiVersion = Trees.text(body, "apiVersion");
    String kind = Trees.text(body, "kind");
    if (custom && (kind.isEmpty() || apiVersion.isEmpty())) {
      String field = kind.isEmpty() ? "Kind" : "apiVersion";
      String text = body.toString();
      throw ApiFailure.badRequest(
          unrecognized(resource.kind())
              + "Object '"
              + field
              + "' is missing in '"
              + text
              + "' ("
              + summary(text.getBytes(StandardCharsets.UTF_8))
              + ")");
    }
    String givenVersion = apiVersion.isEmpty() ? resource.apiVersion() : apiVersion;
    String givenKind = kind.isEmpty() ? resource.kind() : kind;
    if (!custom && !schemas.isKnown(givenVersion, givenKind)) {
      String unregistered = unregistered(givenVersion, givenKind);
      throw ApiFailure.badRequest(unhandled(givenVersion, givenKind, resource) + unregistered);
    }
    if (!apiVersion.isEmpty() && !apiVersion.equals(resource.apiVersion())) {
      throw kind.isEmpty() || kind.equals(resource.kind())
          ? ApiFailure.badRequest(
              "the API version in the data ("
                  + apiVersion
                  + ") does not match the expected API version ("
                  + resource.apiVersion()
                  + ")")
          : otherKind(resource, apiVersion, kind);
    }
    if (!kind.isEmpty() && !kind.equals(resource.kind())) {
      if (!custom) {
        throw otherKind(resource, resource.apiVersion(), kind);
      }
      Causes causes = new Causes();
      causes.invalid("kind", kind, "must be " + resource.kind());
      throw ApiFailure.invalid(resource.group(), kind, Trees.name(body), causes.list());
    }
  }

  /** A configuration that is applied must say what it is. */
  static void checkApplied(Resource resource, JsonObject body) {
    String apiVersion = Trees.text(body, "apiVersion");
    String kind = Trees.text(body, "kind");
    if (!kind.equals(resource.kind()) || !apiVersion.equals(resource.apiVersion())) {
      String slash = apiVersion.contains("/") ? "" : "/";
      throw ApiFailure.badRequest("invalid object type: " + slash + apiVersion + ", Kind=" + kind);
    }
  }

  /** The beginning of a body, for a message (apiserver endpoints/handlers/rest.go). */
  static String summary(byte[] body) {
    if (body.length == 0) {
      return "<empty>";
    }
    byte[] begin = Arrays.copyOf(body, Math.min(body.length, SHOWN));
    String text =
        body[0] == '{'
            ? new String(begin, StandardCharsets.UTF_8)
            : HexFormat.of().formatHex(begin);
    return body.length > SHOWN ? text + " ..." : text;
  }

  static String unrecognized(String kind) {
    return "the object provided is unrecognized (must be of type " + kind + "): ";
  }

  private static String unhandled(String apiVersion, String kind, Resource resource) {
    return kind
        + " in version \""
        + version(apiVersion)
        + "\" cannot be handled as a "
        + resource.kind()
        + ": ";
  }

  private static String version(String apiVersion) {
    return apiVersion.substring(apiVersion.indexOf('/') + 1);
  }

  /** What Go says of a kind that it does not know. */
  static String unregistered(String apiVersion, String kind) {
    return "no kind \""
        + kind
        + "\" is registered for version \""
        + apiVersion
        + "\" in scheme \"pkg/runtime/scheme.go:111\"";
  }

  private static ApiFailure otherKind(Resource resource, String apiVersion, String kind) {
    return ApiFailure.badRequest(
        unhandled(apiVersion, kind, resource) + unknownConversion(resource, apiVersion, kind));
  }

  /** What Go says of a kind that it knows, but not as this one. */
  static String unknownConversion(Resource resource, String apiVersion, String kind) {
    String group = resource.group().isEmpty() ? "core" : resource.group().split("\\.", -1)[0];
    return "converting ("
        + version(apiVersion)
        + "."
        + kind
        + ") to ("
        + group
        + "."
        + resource.kind()
        + "): unknown conversion";
  }
}
