package io.kubeweft.testing;

import io.kubeweft.client.KubeClient;
import io.kubeweft.config.ClientConfig;
import io.kubeweft.config.Impersonation;
import io.kubeweft.config.PemSource;
import io.kubeweft.config.Tls;
import io.kubeweft.dynamic.Manifest;
import io.kubeweft.resource.ApplyOptions;
import io.kubeweft.testing.internal.Caller;
import io.kubeweft.testing.internal.Grant;
import io.kubeweft.testing.internal.MemoryServer;
import io.kubeweft.testing.internal.Program;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A Kubernetes API server in memory, on a real socket: every resource of the pinned API, with the
 * semantics of kube-apiserver, for tests.
 *
 * <pre>{@code
 * try (KubeApiServer server = KubeApiServer.start();
 *     KubeClient client = KubeClient.connect(server.clientConfig())) {
 *   ...
 * }
 * }</pre>
 *
 * <p>Nothing runs behind it: pods stay pending. What controllers of a cluster do to keep the API
 * consistent is done at once: the garbage collection of dependents and the emptying of namespaces.
 */
public final class KubeApiServer implements AutoCloseable {
  private static final String ADMIN_TOKEN = "admin-token";

  private final MemoryServer server;
  private final List<RecordedRequest> requests;
  private final boolean tls;
  private final FaultScript faults = new FaultScript();

  private KubeApiServer(Builder builder) {
    List<RecordedRequest> recorded = new CopyOnWriteArrayList<>();
    this.requests = recorded;
    this.tls = builder.tls;
    InstantSource clock = builder.clock;
    this.server =
        new MemoryServer(
            builder.port,
            builder.tls,
            builder.tokens,
            builder.anonymous,
            builder.grants(),
            clock::instant,
            seen -> {
              if (builder.recording) {
                recorded.add(
                    new RecordedRequest(
                        seen.method(), seen.pathAndQuery(), seen.headers(), seen.status()));
              }
            },
            seen ->
                faults.take(
                    new RecordedRequest(
                        seen.method(), seen.pathAndQuery(), seen.headers(), seen.status())));
  }

  /**
   * Starts a server in cleartext on a free port of the loopback address; anybody may do anything.
   */
  public static KubeApiServer start() {
    return builder().start();
  }

  /**
   * Starts a server.
   *
   * @param settings changes the defaults
   */
  public static KubeApiServer start(Consumer<Builder> settings) {
    Builder builder = builder();
    settings.accept(builder);
    return builder.start();
  }

  /** Returns a builder. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the address, such as {@code http://127.0.0.1:40123}. */
  public URI uri() {
    return server.uri();
  }

  /** Returns a configuration with which a client is let in as {@code admin}. */
  public ClientConfig clientConfig() {
    ClientConfig.Builder config = ClientConfig.builder(uri()).token(ADMIN_TOKEN);
    String authority = server.certificateAuthority();
    if (authority != null) {
      config.tls(
          Tls.DEFAULT.withCertificateAuthority(
              PemSource.of(authority.getBytes(StandardCharsets.US_ASCII))));
    }
    return config.build();
  }

  /**
   * Returns a configuration with which a client acts as somebody.
   *
   * @param user the name
   * @param groups of the user
   */
  public ClientConfig clientConfig(String user, String... groups) {
    Impersonation whom = new Impersonation(user, null, List.of(groups), Map.of());
    return clientConfig().toBuilder().impersonation(whom).build();
  }

  /**
   * Applies what a file of YAML or JSON describes, or all files of a folder, as {@code admin}:
   * definitions and namespaces first.
   *
   * @param fileOrFolder to read
   * @throws io.kubeweft.rest.ApiException if an object is refused
   */
  public void load(Path fileOrFolder) {
    try (KubeClient client = KubeClient.connect(clientConfig())) {
      Manifest.Report unused =
          client
              .dynamic()
              .apply(Manifest.read(fileOrFolder), ApplyOptions.fieldManager("kubeweft-testing"))
              .orThrow();
    }
  }

  /**
   * Writes a kubeconfig with which kubectl and any other client are let in as {@code admin}.
   *
   * @param file is replaced if it exists
   * @return the file
   */
  public Path writeKubeconfig(Path file) {
    return Kubeconfigs.write(file, uri(), server.certificateAuthority(), tls ? ADMIN_TOKEN : null);
  }

  /**
   * Issues a client certificate; the server must have been started with TLS.
   *
   * @param user who is let in with it
   * @param groups of the user
   * @return how a client recognises the server and shows the certificate
   */
  public Tls clientCertificate(String user, String... groups) {
    Map.Entry<String, String> issued = server.clientCertificate(user, List.of(groups));
    PemSource certificate = PemSource.of(issued.getKey().getBytes(StandardCharsets.US_ASCII));
    PemSource key = PemSource.of(issued.getValue().getBytes(StandardCharsets.US_ASCII));
    return clientConfig().tls().withClientCertificate(certificate, key);
  }

  /** Returns the requests that were answered, in the order in which their answers began. */
  public List<RecordedRequest> requests() {
    return List.copyOf(requests);
  }

  /** Forgets the requests until now. */
  public void clearRequests() {
    requests.clear();
  }

  /**
   * Lets something go wrong with the next request that fits, once. Faults that fit the same request
   * happen to it and its successors in the order in which they were injected.
   *
   * @param fault what goes wrong
   * @param when which requests fit, by what they ask for: their status is 0; runs on threads of the
   *     server
   */
  public void inject(Fault fault, Predicate<RecordedRequest> when) {
    faults.add(fault, when);
  }

  /** Returns the injected faults that have not happened yet. */
  public List<Fault> pendingFaults() {
    return faults.pending();
  }

  /**
   * Lets a container write to its log: nothing runs in the pods of this server. Those who follow
   * the log see it at once.
   *
   * @param namespace of the pod
   * @param pod its name; it need not be there yet
   * @param container its name
   * @param text any number of lines, or parts of one
   */
  public void appendLog(String namespace, String pod, String container, String text) {
    server.appendLog(namespace, pod, container, text);
  }

  /**
   * Ends the log of a container: those who follow it come to its end.
   *
   * @param namespace of the pod
   * @param pod its name
   * @param container its name
   */
  public void endLog(String namespace, String pod, String container) {
    server.endLog(namespace, pod, container);
  }

  /**
   * Lets a command run in a container: nothing runs in the pods of this server. Of several programs
   * that are for a command the one that was added first runs it.
   *
   * @param namespace of the pod
   * @param pod its name; it need not be there yet
   * @param container its name
   * @param when which commands the program is for, such as {@link ContainerProgram#command}
   * @param program what happens
   */
  public void onExec(
      String namespace,
      String pod,
      String container,
      Predicate<ContainerCall> when,
      ContainerProgram program) {
    server.addProgram(namespace, pod, container, "exec", adapted(when, program));
  }

  /**
   * Lets those who attach to a container see something.
   *
   * @param namespace of the pod
   * @param pod its name; it need not be there yet
   * @param container its name
   * @param program what they see
   */
  public void onAttach(String namespace, String pod, String container, ContainerProgram program) {
    server.addProgram(namespace, pod, container, "attach", adapted(call -> true, program));
  }

  private static Program adapted(Predicate<ContainerCall> when, ContainerProgram program) {
    return run -> {
      ContainerCall call =
          new ContainerCall(
              run.command(), run.tty(), run.stdin(), run.stdout(), run.stderr(), run.sizes());
      return when.test(call) ? program.run(call) : null;
    };
  }

  /**
   * Lets something listen at a port of a pod, for port-forward.
   *
   * @param namespace of the pod
   * @param pod its name; it need not be there yet
   * @param port its number
   * @param program what is at the other end of each connection
   */
  public void onPort(String namespace, String pod, int port, PortProgram program) {
    server.setPort(namespace, pod, port, program::serve);
  }

  /** Forgets the past: lists and watches from before now are answered with 410. */
  public void compact() {
    server.compact();
  }

  /**
   * Tells every HTTP/2 client to use another connection (GOAWAY), as kube-apiserver does now and
   * then to spread its clients. The server must have been started with TLS.
   */
  public void goAway() {
    server.goAway();
  }

  /** Drops all connections and comes back on the same port, with all objects. */
  public void restart() {
    server.restart();
  }

  /** Drops all connections and stops. */
  @Override
  public void close() {
    server.close();
  }

  /**
   * Starts a server that runs until it is interrupted, and prints where it is. Ends with 2 if an
   * option is wrong.
   *
   * @param arguments as {@code --help} tells
   */
  public static void main(String... arguments) {
    KubeApiServer server = CommandLine.run(System.out, System.err, System::exit, arguments);
    if (server == null) {
      return;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    try {
      Thread.currentThread().join();
    } catch (InterruptedException e) {
      server.close();
    }
  }

  /** Collects the settings of a server. */
  public static final class Builder {
    private int port;
    private boolean tls;
    private boolean anonymous = true;
    private boolean recording = true;
    private InstantSource clock = Instant::now;
    private final Map<String, Caller> tokens =
        new HashMap<>(Map.of(ADMIN_TOKEN, Caller.known("admin", List.of("system:masters"))));
    private @Nullable List<AccessRule> rules;

    private Builder() {}

    /** Sets the port; 0, the default, takes a free one. */
    public Builder port(int value) {
      this.port = value;
      return this;
    }

    /** Encrypts connections, with certificates of its own, and offers HTTP/2. */
    public Builder tls() {
      this.tls = true;
      return this;
    }

    /**
     * Adds a bearer token.
     *
     * @param token to send
     * @param user who is let in with it
     * @param groups of the user
     */
    public Builder token(String token, String user, String... groups) {
      tokens.put(token, Caller.known(user, List.of(groups)));
      return this;
    }

    /**
     * Allows what the rules say, and refuses everything else with 403; without rules everybody may
     * do anything. Members of {@code system:masters}, such as {@code admin}, may still do anything;
     * who is known may look around and ask about itself.
     *
     * @param values are added to those before
     */
    public Builder rules(AccessRule... values) {
      List<AccessRule> all = new ArrayList<>(rules == null ? AccessRule.defaults() : rules);
      all.addAll(List.of(values));
      rules = all;
      return this;
    }

    private @Nullable List<Grant> grants() {
      return rules == null
          ? null
          : rules.stream()
              .map(
                  rule ->
                      new Grant(
                          rule.users(),
                          rule.groups(),
                          rule.verbs(),
                          rule.apiGroups(),
                          rule.resources(),
                          rule.names(),
                          rule.namespaces(),
                          rule.paths()))
              .toList();
    }

    /** Refuses requests without credentials with 401. */
    public Builder withoutAnonymous() {
      this.anonymous = false;
      return this;
    }

    /** Sets whether requests are kept for {@link KubeApiServer#requests}; they are by default. */
    public Builder recording(boolean value) {
      this.recording = value;
      return this;
    }

    /** Sets the clock of timestamps and ages. */
    public Builder clock(InstantSource value) {
      this.clock = value;
      return this;
    }

    /** Starts the server. */
    public KubeApiServer start() {
      return new KubeApiServer(this);
    }
  }
}
