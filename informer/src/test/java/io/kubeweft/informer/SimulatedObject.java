package io.kubeweft.informer;

import io.kubeweft.json.Json;
import io.kubeweft.meta.Status;
import io.kubeweft.rest.ApiException;
import io.kubeweft.rest.ResponseHead;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A state of an object of a {@link SimulatedServer}, and the texts in which the server speaks. */
record SimulatedObject(String name, String uid, long version, String event) {
  private String json() {
    return """
    {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"%s","namespace":"default","uid":"%s",\
    "resourceVersion":"%d"},"data":{"text":"é\\n€ %d"}}\
    """
        .formatted(name, uid, version, version);
  }

  String frame() {
    return frame(event, json());
  }

  String asAdded() {
    return frame("ADDED", json());
  }

  /** The same change with something in it that no model can read. */
  String garbled() {
    return frame(event, json().replace("\"data\":{", "\"data\":{\"worse\":{\"deep\":[]},"));
  }

  private static String frame(String type, String object) {
    return "{\"type\":\"" + type + "\",\"object\":" + object + "}\n";
  }

  static String bookmark(long version, boolean end) {
    String mark = end ? ",\"annotations\":{\"k8s.io/initial-events-end\":\"true\"}" : "";
    return frame(
        "BOOKMARK",
        "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"resourceVersion\":\""
            + version
            + "\""
            + mark
            + "}}");
  }

  static String error(int code, String reason, String message) {
    return frame("ERROR", status(code, reason, message));
  }

  static String status(int code, String reason, String message) {
    return """
    {"kind":"Status","apiVersion":"v1","status":"Failure","message":"%s","reason":"%s","code":%d}\
    """
        .formatted(message, reason, code);
  }

  static String tooLargeByCause() {
    return """
    {"kind":"Status","apiVersion":"v1","status":"Failure","message":"later","reason":"Timeout","code":504,\
    "details":{"causes":[{"reason":"ResourceVersionTooLarge","message":"x"}]}}\
    """;
  }

  static String tooLargeByCauseText(String text) {
    return """
    {"kind":"Status","apiVersion":"v1","status":"Failure","message":"later","reason":"Timeout","code":504,\
    "details":{"causes":[{"message":"%s"}]}}\
    """
        .formatted(text);
  }

  static ApiException exception(String status, @Nullable Duration retryAfter) {
    Status decoded = Json.read(Status.CODEC, status.getBytes(StandardCharsets.UTF_8));
    ResponseHead head =
        retryAfter == null
            ? null
            : new ResponseHead(
                decoded.code(), Map.of("Retry-After", List.of("" + retryAfter.toSeconds())));
    return new ApiException(decoded.message(), decoded, head, null);
  }

  static String list(List<SimulatedObject> objects, long version, String next) {
    return """
    {"kind":"ConfigMapList","apiVersion":"v1","metadata":{"resourceVersion":"%d","continue":"%s"},"items":[%s]}
    """
        .formatted(
            version,
            next,
            objects.stream().map(SimulatedObject::json).collect(Collectors.joining(",")));
  }
}
