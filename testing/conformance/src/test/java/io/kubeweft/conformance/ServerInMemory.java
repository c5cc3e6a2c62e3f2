package io.kubeweft.conformance;

import static org.junit.jupiter.api.Assumptions.abort;

import io.kubeweft.config.ClientConfig;
import io.kubeweft.testing.AccessRule;
import io.kubeweft.testing.KubeApiServer;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The server of {@code kubeweft-testing}, over TLS, with access rules: {@code admin} may do
 * anything, {@code viewer} what the cluster role {@code view} allows, nobody else anything.
 */
final class ServerInMemory implements Server {
  private static final String VIEWER = "viewer-token";

  private final KubeApiServer server =
      KubeApiServer.start(
          s -> s.tls().recording(false).token(VIEWER, "viewer", "viewers").rules(rulesOfView()));

  /** What {@code view} allows of the kinds that come with a cluster; secrets are not among them. */
  private static AccessRule[] rulesOfView() {
    AccessRule reads = AccessRule.forGroup("viewers").verbs("get", "list", "watch");
    return new AccessRule[] {
      reads.resources(
          "",
          "bindings",
          "configmaps",
          "endpoints",
          "events",
          "limitranges",
          "namespaces",
          "namespaces/status",
          "persistentvolumeclaims",
          "persistentvolumeclaims/status",
          "pods",
          "pods/log",
          "pods/status",
          "replicationcontrollers",
          "replicationcontrollers/scale",
          "replicationcontrollers/status",
          "resourcequotas",
          "resourcequotas/status",
          "serviceaccounts",
          "services",
          "services/status"),
      reads.resources(
          "apps",
          "controllerrevisions",
          "daemonsets",
          "daemonsets/status",
          "deployments",
          "deployments/scale",
          "deployments/status",
          "replicasets",
          "replicasets/scale",
          "replicasets/status",
          "statefulsets",
          "statefulsets/scale",
          "statefulsets/status"),
      reads.resources("autoscaling", "horizontalpodautoscalers", "horizontalpodautoscalers/status"),
      reads.resources("batch", "cronjobs", "cronjobs/status", "jobs", "jobs/status"),
      reads.resources("discovery.k8s.io", "endpointslices"),
      reads.resources("events.k8s.io", "events"),
      reads.resources("networking.k8s.io", "ingresses", "ingresses/status", "networkpolicies"),
      reads.resources("policy", "poddisruptionbudgets", "poddisruptionbudgets/status"),
      reads.resources(
          "resource.k8s.io", "resourceclaims", "resourceclaims/status", "resourceclaimtemplates"),
    };
  }

  @Override
  public String label() {
    return "in memory";
  }

  @Override
  public boolean isInMemory() {
    return true;
  }

  @Override
  public ClientConfig admin() {
    return server.clientConfig();
  }

  @Override
  public ClientConfig adminByToken() {
    return server.clientConfig();
  }

  @Override
  public ClientConfig adminByCertificate() {
    return server
        .clientConfig()
        .with(c -> c.authentication(null).tls(server.clientCertificate("admin", "system:masters")));
  }

  @Override
  public ClientConfig viewer() {
    return server.clientConfig().with(c -> c.token(VIEWER));
  }

  @Override
  public Path writeKubeconfig(Path file) {
    return server.writeKubeconfig(file);
  }

  @Override
  public void restart() {
    server.restart();
  }

  @Override
  public void compact() {
    server.compact();
  }

  @Override
  public void pause(Duration duration) {
    abort("the server is a part of this process, which can not be frozen");
  }

  @Override
  public void close() {
    server.close();
  }
}
