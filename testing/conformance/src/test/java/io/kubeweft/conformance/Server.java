package io.kubeweft.conformance;

import io.kubeweft.config.ClientConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** An API server that the suite runs against, and what only its operator can do to it. */
sealed interface Server extends AutoCloseable permits ServerInMemory, RealServer {
  /** The kubeconfig of a real server; a system property or an environment variable. */
  String KUBECONFIG = "KUBEWEFT_IT_KUBECONFIG";

  /** The folder with the scripts {@code restart}, {@code pause} and {@code compact} of it. */
  String SCRIPTS = "KUBEWEFT_IT_APISERVER";

  /** What the summary of the run is called; empty for a server that docs/conformance.md has not. */
  String LABEL = "KUBEWEFT_IT_LABEL";

  /**
   * The order of classes that restart the server: after all others, since controllers need a while
   * to come back to it.
   */
  int RESTARTING = Integer.MAX_VALUE - 1;

  /** The server that the environment names, else a new one in memory. */
  static Server ofEnvironment() {
    String kubeconfig = setting(KUBECONFIG);
    return kubeconfig.isEmpty() ? new ServerInMemory() : new RealServer(Path.of(kubeconfig));
  }

  /** A system property, such as {@code kubeweft.it.kubeconfig}, else an environment variable. */
  static String setting(String name) {
    String property = System.getProperty(name.toLowerCase(Locale.ROOT).replace('_', '.'));
    String value = property == null ? System.getenv(name) : property;
    return value == null ? "" : value;
  }

  /** What the summary calls it; empty if there is no committed summary to compare with. */
  String label();

  boolean isInMemory();

  /** Lets a client in that may do anything, by whatever means the server prefers. */
  ClientConfig admin();

  /** Lets the same client in by a token. */
  ClientConfig adminByToken();

  /** Lets the same client in by a certificate. */
  ClientConfig adminByCertificate();

  /** Lets a client in that may read most objects and write none. */
  ClientConfig viewer();

  /** Returns a kubeconfig that lets an administrator in; written to the file if there is none. */
  Path writeKubeconfig(Path file);

  /** Kills the server and brings it back on the same address, with all objects. */
  void restart();

  /**
   * Forgets the past: a list or watch of a version from before now is answered with 410. Drops all
   * connections where the server has to be restarted for that.
   */
  void compact();

  /** Freezes the server with its sockets open, and lets it go on. */
  void pause(Duration duration);

  @Override
  void close();
}
