package io.kubeweft.testing.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The health endpoints: everything is well as long as anything is answered. */
final class Health {
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final Map<String, List<String>> CHECKS =
      Map.of(
          "healthz", List.of("ping", "log", "etcd"),
          "livez", List.of("ping", "log", "etcd"),
          "readyz", List.of("ping", "log", "etcd", "etcd-readiness", "informer-sync", "shutdown"));

  private Health() {}

  /** Answers a request, if it is for one of the endpoints or one of their checks. */
  static boolean serve(ApiCall call, Reply reply) throws IOException {
    String[] parts = call.path().substring(1).split("/", 2);
    List<String> checks = CHECKS.get(parts[0]);
    if (checks == null) {
      return false;
    }
    if (parts.length > 1) {
      boolean known = checks.contains(parts[1]);
      text(reply, known ? 200 : 404, known ? "ok" : "404 page not found\n");
    } else {
      text(reply, 200, call.query().containsKey("verbose") ? verbose(call, parts[0]) : "ok");
    }
    return true;
  }

  private static String verbose(ApiCall call, String endpoint) {
    List<String> excluded = call.query().getOrDefault("exclude", List.of());
    StringBuilder text = new StringBuilder();
    for (String check : CHECKS.getOrDefault(endpoint, List.of())) {
      boolean left = excluded.contains(check);
      text.append("[+]").append(check).append(left ? " excluded: ok\n" : " ok\n");
    }
    return text.append(endpoint).append(" check passed\n").toString();
  }

  private static void text(Reply reply, int status, String text) throws IOException {
    reply.send(status, TEXT, text.getBytes(StandardCharsets.UTF_8));
  }
}
