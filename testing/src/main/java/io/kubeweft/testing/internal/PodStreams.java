package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Commands, terminals and ports of pods, as a test says: nothing runs in them. */
final class PodStreams {
  static final Set<String> SUBRESOURCES = Set.of("exec", "attach", "portforward");

  private record Key(String namespace, String pod, String container, String subresource) {}

  private final Map<Key, List<Program>> programs = new ConcurrentHashMap<>();
  private final Map<Key, Program.Port> ports = new ConcurrentHashMap<>();

  /** Adds a program; the first one that is for a command runs it. */
  void addProgram(
      String namespace, String pod, String container, String subresource, Program program) {
    programs
        .computeIfAbsent(
            new Key(namespace, pod, container, subresource), unused -> new CopyOnWriteArrayList<>())
        .add(program);
  }

  void setPort(String namespace, String pod, int port, Program.Port program) {
    ports.put(portKey(namespace, pod, port), program);
  }

  private static Key portKey(String namespace, String pod, int port) {
    return new Key(namespace, pod, Integer.toString(port), "portforward");
  }

  /** Answers a request for one of the subresources of a pod. */
  void serve(Target target, ApiCall call, JsonObject pod, Reply reply) throws IOException {
    WebSocket.Session session;
    List<String> protocols;
    if (target.subresource().equals("portforward")) {
      session = new PortForwardSession(forwarded(target, call));
      protocols = PortForwardSession.PROTOCOLS;
    } else {
      session = execution(target, call, Containers.named(target, call, pod));
      protocols = ExecSession.PROTOCOLS;
    }
    reply.upgrade(protocol(call, protocols), session);
  }

  private ExecSession execution(Target target, ApiCall call, String container) {
    if (target.subresource().equals("exec") && call.parameter("command").isEmpty()) {
      throw ApiFailure.badRequest("you must specify at least 1 command for the container");
    }
    List<Program> all =
        programs.getOrDefault(
            new Key(
                target.namespaceOrEmpty(), target.objectName(), container, target.subresource()),
            List.of());
    String missing =
        "nothing is scripted for %s %s in container %s of pod %s"
            .formatted(
                target.subresource(),
                call.query().getOrDefault("command", List.of()),
                container,
                target.objectName());
    return new ExecSession(run -> first(all, run), missing, call);
  }

  private static @Nullable Integer first(List<Program> programs, Program.Call call)
      throws IOException, InterruptedException {
    for (Program program : programs) {
      Integer exitCode = program.run(call);
      if (exitCode != null) {
        return exitCode;
      }
    }
    return null;
  }

  private List<PortForwardSession.Port> forwarded(Target target, ApiCall call) {
    List<PortForwardSession.Port> wanted = new ArrayList<>();
    for (String list : call.query().getOrDefault("ports", List.of())) {
      for (String text : list.split(",", -1)) {
        if (!text.matches("[1-9]\\d{0,4}")) {
          throw ApiFailure.badRequest("unable to parse \"" + text + "\" as a port");
        }
        int port = Integer.parseInt(text);
        wanted.add(
            new PortForwardSession.Port(
                port, ports.get(portKey(target.namespaceOrEmpty(), target.objectName(), port))));
      }
    }
    if (wanted.isEmpty()) {
      throw ApiFailure.badRequest("query parameter \"ports\" is required");
    }
    return wanted;
  }

  /** The best protocol that both sides speak. */
  private static String protocol(ApiCall call, List<String> spoken) {
    String upgrade = call.header("Upgrade").toLowerCase(Locale.ROOT);
    if (upgrade.startsWith("spdy/")) {
      throw refused("SPDY is not spoken here");
    }
    if (!upgrade.equals("websocket")) {
      throw ApiFailure.badRequest("Upgrade request required");
    }
    List<String> asked =
        call.headers().getOrDefault("sec-websocket-protocol", List.of()).stream()
            .flatMap(value -> Arrays.stream(value.split(",", -1)))
            .map(String::strip)
            .toList();
    for (String protocol : spoken) {
      if (asked.contains(protocol)) {
        return protocol;
      }
    }
    throw refused("the client speaks " + asked);
  }

  private static ApiFailure refused(String problem) {
    return ApiFailure.badRequest(
        "unable to upgrade: the API server in memory streams over WebSocket with"
            + " v5.channel.k8s.io or v4.channel.k8s.io (port-forward: v4): "
            + problem);
  }
}
