package io.kubeweft.examples.cron;

import io.kubeweft.client.KubeClient;
import io.kubeweft.config.ClientConfig;
import io.kubeweft.dynamic.DynamicClient;
import io.kubeweft.dynamic.Manifest;
import io.kubeweft.examples.cron.ops.v1.CronTab;
import io.kubeweft.examples.cron.ops.v1.CronTabClient;
import io.kubeweft.examples.cron.ops.v1.OpsV1;
import io.kubeweft.informer.SharedInformer;
import io.kubeweft.informer.SharedInformerFactory;
import io.kubeweft.meta.IntOrString;
import io.kubeweft.resource.ApplyOptions;
import io.kubeweft.resource.Watch;
import io.kubeweft.resource.WatchEvent;
import io.kubeweft.testing.KubeApiServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A custom resource from its definition to its objects, with the types that the annotation of this
 * package has generated.
 *
 * <p>Without options it starts an API server in memory. With {@code --kubeconfig FILE} it does the
 * same in the cluster that the file's current context names, and removes what it has brought.
 */
public final class CronTabs {
  private static final String NAME = "nightly";

  private final KubeClient client;
  private final CronTabClient tabs;
  private final PrintStream out;

  CronTabs(KubeClient client, String namespace, PrintStream out) {
    this.client = client;
    this.tabs = ClientSet.of(client).opsV1().cronTabs(namespace);
    this.out = out;
  }

  /**
   * Runs the program; exits with 0 when all of it has worked.
   *
   * @param arguments none, or {@code --kubeconfig FILE}
   * @throws IOException if the definition can not be read
   */
  public static void main(String... arguments) throws IOException {
    if (arguments.length == 2 && arguments[0].equals("--kubeconfig")) {
      run(ClientConfig.fromFile(Path.of(arguments[1])));
      return;
    }
    if (arguments.length != 0) {
      System.err.println("options: none for a server in memory, or --kubeconfig FILE");
      System.exit(2);
    }
    try (KubeApiServer server = KubeApiServer.start()) {
      run(server.clientConfig());
    }
  }

  private static void run(ClientConfig config) throws IOException {
    try (KubeClient client = KubeClient.connect(config)) {
      CronTabs program = new CronTabs(client, "default", System.out);
      program.define();
      try {
        program.run();
      } finally {
        program.remove();
      }
    }
  }

  /** Applies the definition that the types are generated from, and waits until it is served. */
  void define() throws IOException {
    try (InputStream in = CronTabs.class.getResourceAsStream("crontabs.yaml")) {
      if (in == null) {
        throw new IOException("crontabs.yaml is not beside the class");
      }
      Manifest definition = Manifest.read(in);
      DynamicClient dynamic = client.dynamic();
      dynamic.apply(definition, ApplyOptions.fieldManager("crontabs")).orThrow();
      dynamic.awaitReady(definition, Duration.ofSeconds(30)).orThrow();
    }
  }

  private void remove() {
    client.dynamic().forName("crds", null).delete("crontabs.ops.example.com");
  }

  void run() {
    CronTab created = create();
    watchWhatIsApplied(created);
    reportStatus();
    scale();
    keepACopy();
  }

  private CronTab create() {
    CronTab tab =
        CronTab.of(
            NAME,
            t ->
                t.spec(
                    s ->
                        s.schedule("0 3 * * *")
                            .maxFailures(IntOrString.of("10%"))
                            .addSteps(step -> step.name("dump").image("dump:1").addArgs("--all"))));
    CronTab created = tabs.create(tab);
    out.printf(
        "Created %s: %s, failures up to %s%n",
        created.metadata().name(), created.spec().schedule(), created.spec().maxFailures());
    return created;
  }

  /** Lists of the definition that have a key are merged by it: each manager has its own steps. */
  private void watchWhatIsApplied(CronTab from) {
    CronTab mine =
        CronTab.of(
            NAME,
            t ->
                t.spec(
                    s ->
                        s.schedule("0 3 * * *")
                            .addSteps(step -> step.name("upload").image("upload:1"))));
    try (Watch<CronTab> watch =
        tabs.watch(o -> o.resourceVersion(from.metadata().resourceVersion()))) {
      tabs.apply(mine, ApplyOptions.fieldManager("uploader"));
      WatchEvent<CronTab> event = watch.next();
      if (event instanceof WatchEvent.Modified<CronTab>(CronTab changed)) {
        out.printf("Applied: %d steps%n", changed.spec().steps().size());
      }
    }
  }

  private void reportStatus() {
    CronTab reported =
        tabs.status()
            .update(
                NAME,
                t ->
                    t.toBuilder()
                        .status(s -> s.replicas(1).lastRun(Instant.parse("2026-11-23T03:00:00Z")))
                        .build());
    @Nullable Instant lastRun = reported.status() == null ? null : reported.status().lastRun();
    out.printf("Status: has run at %s%n", lastRun);
  }

  private void scale() {
    tabs.scale().update(NAME, s -> s.toBuilder().spec(spec -> spec.replicas(4)).build());
    out.printf("Scaled: wants %d replicas%n", tabs.get(NAME).spec().replicas());
  }

  private void keepACopy() {
    try (SharedInformerFactory informers = SharedInformerFactory.of(client)) {
      SharedInformer<CronTab> copy = informers.informer(OpsV1.CRON_TABS);
      informers.start().awaitSync(Duration.ofSeconds(30));
      out.printf("Informer: knows %d crontab%n", copy.lister().list().size());
    }
    tabs.delete(NAME);
  }
}
