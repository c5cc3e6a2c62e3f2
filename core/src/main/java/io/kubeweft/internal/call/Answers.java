package io.kubeweft.internal.call;

import io.kubeweft.json.DecodeException;
import io.kubeweft.json.Json;
import io.kubeweft.json.JsonCodecs;
import io.kubeweft.json.JsonObject;
import io.kubeweft.meta.Status;
import io.kubeweft.meta.StatusReason;
import io.kubeweft.rest.ApiException;
import io.kubeweft.rest.ResponseHead;
import io.kubeweft.rest.RestRequest;
import io.kubeweft.rest.Verb;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns answers that are no success into exceptions. */
final class Answers {
  /** Of a body that is no Status, this much is kept (client-go rest/request.go). */
  static final int MAX_UNSTRUCTURED = 2048;

  /** Enough to know who speaks. */
  private static final int MAX_QUOTED = 120;

  private static final Map<Integer, String> REASONS =
      Map.ofEntries(
          Map.entry(400, StatusReason.BAD_REQUEST),
          Map.entry(401, StatusReason.UNAUTHORIZED),
          Map.entry(403, StatusReason.FORBIDDEN),
          Map.entry(404, StatusReason.NOT_FOUND),
          Map.entry(405, StatusReason.METHOD_NOT_ALLOWED),
          Map.entry(406, StatusReason.NOT_ACCEPTABLE),
          Map.entry(409, StatusReason.CONFLICT),
          Map.entry(410, StatusReason.GONE),
          Map.entry(413, StatusReason.REQUEST_ENTITY_TOO_LARGE),
          Map.entry(415, StatusReason.UNSUPPORTED_MEDIA_TYPE),
          Map.entry(422, StatusReason.INVALID),
          Map.entry(429, StatusReason.TOO_MANY_REQUESTS),
          Map.entry(500, StatusReason.INTERNAL_ERROR),
          Map.entry(503, StatusReason.SERVICE_UNAVAILABLE),
          Map.entry(504, StatusReason.TIMEOUT));

  private Answers() {}

  static boolean isSuccess(int status) {
    return status >= 200 && status < 300;
  }

  static ApiException failure(
      RestRequest request, ResponseHead head, byte[] body, @Nullable Duration retryAfter) {
    Status status = status(body);
    if (status == null) {
      status = unstructured(request, head, body, retryAfter);
    }
    return new ApiException(message(request, head, status), status, head, null);
  }

  private static @Nullable Status status(byte[] body) {
    try {
      JsonObject tree = Json.read(JsonCodecs.OBJECT, body);
      return "Status".equals(tree.getString("kind")) ? Json.fromTree(Status.CODEC, tree) : null;
    } catch (DecodeException e) {
      return null;
    }
  }

  /** As apimachinery's NewGenericServerResponse: the text is kept as a cause. */
  private static Status unstructured(
      RestRequest request, ResponseHead head, byte[] body, @Nullable Duration retryAfter) {
    int length = Math.min(body.length, MAX_UNSTRUCTURED);
    String text = new String(body, 0, length, StandardCharsets.UTF_8).strip();
    String reason = reason(request.verb(), head.status());
    int seconds =
        retryAfter == null ? 0 : (int) Math.min(retryAfter.toSeconds(), Integer.MAX_VALUE);
    return Status.of(
        status ->
            status
                .status("Failure")
                .code(head.status())
                .reason(reason)
                .message(unstructuredMessage(head, text))
                .details(
                    details ->
                        details
                            .retryAfterSeconds(seconds == 0 ? null : seconds)
                            .addCauses(
                                cause -> cause.reason("UnexpectedServerResponse").message(text))));
  }

  private static String unstructuredMessage(ResponseHead head, String text) {
    // An API server says so for a resource that it has no longer, and so does any server in Go.
    return head.status() == 404 && text.equals("404 page not found")
        ? "the server does not serve this path; is the CustomResourceDefinition or API there, in"
            + " this version, and is this the address of an API server?"
        : "the server answered with something else than a Kubernetes status"
            + quoted(text)
            + "; is this the address of an API server?";
  }

  /** The beginning of what a proxy or another server says, on one line. */
  private static String quoted(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    if (line.isEmpty()) {
      return "";
    }
    return ": \""
        + (line.length() <= MAX_QUOTED ? line : line.substring(0, MAX_QUOTED) + "...")
        + "\"";
  }

  private static String reason(Verb verb, int code) {
    if (code == 409 && verb == Verb.CREATE) {
      return StatusReason.ALREADY_EXISTS;
    }
    String reason = REASONS.get(code);
    if (reason != null) {
      return reason;
    }
    return code >= 500 ? StatusReason.INTERNAL_ERROR : "";
  }

  private static String message(RestRequest request, ResponseHead head, Status status) {
    StringBuilder message = new StringBuilder(request.toString()).append(": ");
    message.append(head.status());
    if (!status.reason().isEmpty()) {
      message.append(' ').append(status.reason());
    }
    if (!status.message().isEmpty()) {
      message.append(": ").append(status.message());
    }
    String hint = hint(head);
    return hint.isEmpty() ? message.toString() : message.append("; ").append(hint).toString();
  }

  private static String hint(ResponseHead head) {
    String location = head.header("Location");
    return switch (head.status()) {
      case 301, 302, 303, 307, 308 ->
          "redirects are not followed: set the server's address to where it leads"
              + (location == null ? "" : " (" + location.replaceAll("[?#].*", "") + ")");
      case 401 -> "check the credentials of the current context";
      default -> "";
    };
  }
}
