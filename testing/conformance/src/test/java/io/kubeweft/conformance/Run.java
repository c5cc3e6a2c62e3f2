package io.kubeweft.conformance;

import io.kubeweft.client.KubeClient;
import io.kubeweft.meta.KubernetesObject;
import io.kubeweft.resource.ObjectClient;
import io.kubeweft.rest.ApiException;
import io.kubeweft.rest.WarningHandler;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One run of the suite: its server, its namespaces, and what has become of its tests. */
final class Run implements AutoCloseable {
  /** What can become of a test. */
  enum Outcome {
    PASSED,
    LEFT_OUT,
    FAILED
  }

  /** What has become of a test. */
  record Note(Class<?> testClass, String test, Outcome outcome, String reason) {}

  /** What was done to a resource. */
  record KindRow(String resource, String verbs, String exercised) {}

  private final Server server = Server.ofEnvironment();
  private final String id =
      Integer.toString(ThreadLocalRandom.current().nextInt(36 * 36 * 36 * 36), 36);
  private final AtomicInteger number = new AtomicInteger();
  private final ConcurrentLinkedQueue<String> namespaces = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Note> notes = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<KindRow> kinds = new ConcurrentLinkedQueue<>();
  private final TreeSet<String> remarks = new TreeSet<>();

  static Run of(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(Run.class))
        .computeIfAbsent(Run.class, key -> new Run(), Run.class);
  }

  Server server() {
    return server;
  }

  /** A name that no other object of this run or of another one has. */
  String name(String base) {
    return base + "-" + id + "-" + number.incrementAndGet();
  }

  /**
   * Has a namespace deleted when all tests are done. Not earlier: the controller that empties
   * namespaces takes seconds for each, and tests wait for it.
   */
  void deleteAtEnd(String namespace) {
    namespaces.add(namespace);
  }

  void note(Class<?> testClass, Method test, Outcome outcome, String reason) {
    if (testClass.isAnnotationPresent(Conformance.class)) {
      notes.add(new Note(testClass, test.getName(), outcome, reason));
    }
  }

  /** Adds a row of the table of resources. */
  void kind(KindRow row) {
    kinds.add(row);
  }

  List<KindRow> kinds() {
    return List.copyOf(kinds);
  }

  /** Adds a line to what the summary has to say besides. */
  synchronized void remark(String line) {
    remarks.add(line);
  }

  synchronized List<String> remarks() {
    return new ArrayList<>(remarks);
  }

  List<Note> notes() {
    return List.copyOf(notes);
  }

  @Override
  public void close() {
    try (server;
        KubeClient client =
            KubeClient.builder(server.admin()).warnings(WarningHandler.IGNORE).build()) {
      namespaces.forEach(namespace -> delete(client.dynamic().forName("ns", null), namespace));
    }
  }

  private static <T extends KubernetesObject> void delete(ObjectClient<T> client, String name) {
    try {
      client.delete(name);
    } catch (ApiException e) {
      if (!e.isNotFound() && !e.isConflict()) {
        throw e;
      }
    }
  }
}
