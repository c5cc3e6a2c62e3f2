package io.kubeweft.conformance;

import io.kubeweft.api.ClientSet;
import io.kubeweft.api.core.v1.Namespace;
import io.kubeweft.api.core.v1.ServiceAccount;
import io.kubeweft.client.KubeClient;
import io.kubeweft.config.ClientConfig;
import io.kubeweft.dynamic.DynamicClient;
import io.kubeweft.rest.ApiException;
import io.kubeweft.rest.WarningHandler;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.MultipleFailuresError;

/** The server as one test sees it: a client, a namespace of its own, and what is to be undone. */
final class Cluster implements BeforeEachCallback, AfterEachCallback {
  /** For what a controller does some time later. */
  static final Duration LONG = Duration.ofSeconds(60);

  private final Deque<AutoCloseable> later = new ArrayDeque<>();
  private Run run;
  private KubeClient client;
  private String namespace;

  @Override
  public void beforeEach(ExtensionContext context) {
    run = Run.of(context);
    client = connect(run.server().admin(), builder -> {});
  }

  @Override
  public void afterEach(ExtensionContext context) {
    List<Throwable> failures = new ArrayList<>();
    while (!later.isEmpty()) {
      try {
        later.pop().close();
      } catch (Exception e) {
        failures.add(e);
      }
    }
    if (!failures.isEmpty()) {
      throw new MultipleFailuresError("cleaning up", failures);
    }
  }

  Run run() {
    return run;
  }

  Server server() {
    return run.server();
  }

  KubeClient client() {
    return client;
  }

  ClientSet api() {
    return ClientSet.of(client);
  }

  DynamicClient dynamic() {
    return client.dynamic().inNamespace(namespace());
  }

  String name(String base) {
    return run.name(base);
  }

  /** The namespace of this test; created when it is asked for first. */
  String namespace() {
    if (namespace == null) {
      namespace = newNamespace();
    }
    return namespace;
  }

  /** Another namespace, ready for pods. */
  String newNamespace() {
    String name = name("conformance");
    api().coreV1().namespaces().create(Namespace.of(name, n -> {}));
    run.deleteAtEnd(name);
    createAccount(name);
    return name;
  }

  /** Pods are refused without the account that they run as; its controller would take a while. */
  private void createAccount(String namespace) {
    try {
      api().coreV1().serviceAccounts(namespace).create(ServiceAccount.of("default", a -> {}));
    } catch (ApiException e) {
      if (!e.isAlreadyExists()) {
        throw e;
      }
    }
  }

  /** Another client, closed when the test is done. */
  KubeClient connect(ClientConfig config, Consumer<KubeClient.Builder> settings) {
    KubeClient.Builder builder = KubeClient.builder(config).warnings(WarningHandler.IGNORE);
    settings.accept(builder);
    KubeClient connected = builder.build();
    later.push(connected);
    return connected;
  }

  KubeClient connect(ClientConfig config) {
    return connect(config, builder -> {});
  }

  /** How long to wait for controllers; the server in memory does at once what they do. */
  Duration patience() {
    return server().isInMemory() ? Duration.ofSeconds(5) : LONG;
  }

  /** Undoes something when the test is done; what was said last comes first. */
  void later(AutoCloseable undo) {
    later.push(undo);
  }
}
