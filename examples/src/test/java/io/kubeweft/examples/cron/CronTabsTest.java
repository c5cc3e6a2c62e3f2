package io.kubeweft.examples.cron;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeweft.client.KubeClient;
import io.kubeweft.examples.cron.autoscaling.v1.Scale;
import io.kubeweft.examples.cron.ops.v1.CronTab;
import io.kubeweft.examples.cron.ops.v1.CronTabClient;
import io.kubeweft.examples.cron.ops.v1.CronTabSpecStepsItem;
import io.kubeweft.json.Json;
import io.kubeweft.json.JsonNumber;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.Yaml;
import io.kubeweft.meta.IntOrString;
import io.kubeweft.resource.ApplyOptions;
import io.kubeweft.resource.Watch;
import io.kubeweft.resource.WatchEvent;
import io.kubeweft.testing.KubeApiServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the generated types of a custom resource do, through the real processor and a server. */
class CronTabsTest {
  private final KubeApiServer server = KubeApiServer.start();
  private final KubeClient client = KubeClient.connect(server.clientConfig());
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final CronTabs program =
      new CronTabs(client, "default", new PrintStream(said, true, StandardCharsets.UTF_8));
  private final CronTabClient tabs = ClientSet.of(client).opsV1().cronTabs("default");

  @BeforeEach
  void define() throws IOException {
    program.define();
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  private static CronTab nightly() {
    return CronTab.of("nightly", t -> t.spec(s -> s.schedule("0 3 * * *")));
  }

  @Test
  void program_againstTheServerInMemory_worksToItsEnd() {
    program.run();

    assertThat(said.toString(StandardCharsets.UTF_8))
        .isEqualToNormalizingNewlines(
            """
            Created nightly: 0 3 * * *, failures up to 10%
            Applied: 2 steps
            Status: has run at 2026-11-23T03:00:00Z
            Scaled: wants 4 replicas
            Informer: knows 1 crontab
            """);
  }

  @Test
  void create_whatIsNotThere_readsAsEmptyOrNull() {
    CronTab created = tabs.create(nightly());

    assertThat(created.spec().steps()).isEmpty();
    assertThat(created.spec().maxFailures()).isNull();
    assertThat(created.status()).isNull();
  }

  @Test
  void apply_listWithKeys_isMergedByManager() {
    tabs.apply(
        CronTab.of(
            "a", t -> t.spec(s -> s.schedule("* * * * *").addSteps(x -> x.name("one").image("i")))),
        ApplyOptions.fieldManager("one"));

    CronTab both =
        tabs.apply(
            CronTab.of(
                "a",
                t -> t.spec(s -> s.schedule("* * * * *").addSteps(x -> x.name("two").image("i")))),
            ApplyOptions.fieldManager("two"));

    assertThat(both.spec().steps())
        .extracting(CronTabSpecStepsItem::name)
        .containsExactly("one", "two");
  }

  @Test
  void status_update_leavesTheSpec() {
    tabs.create(nightly());
    Instant lastRun = Instant.parse("2026-11-23T03:00:00Z");

    CronTab reported =
        tabs.status()
            .update(
                "nightly",
                t ->
                    t.toBuilder()
                        .spec(s -> s.schedule("ignored here"))
                        .status(s -> s.lastRun(lastRun))
                        .build());

    assertThat(reported.status().lastRun()).isEqualTo(lastRun);
    assertThat(reported.spec().schedule()).isEqualTo("0 3 * * *");
  }

  @Test
  void scale_isTyped() {
    tabs.create(nightly());

    Scale scale =
        tabs.scale().update("nightly", s -> s.toBuilder().spec(spec -> spec.replicas(4)).build());

    assertThat(scale.spec().replicas()).isEqualTo(4);
    assertThat(scale.kind()).isEqualTo("Scale");
    assertThat(tabs.get("nightly").spec().replicas()).isEqualTo(4);
  }

  @Test
  void watch_deletion_isTold() {
    CronTab created = tabs.create(nightly());
    try (Watch<CronTab> watch =
        tabs.watch(o -> o.resourceVersion(created.metadata().resourceVersion()))) {
      tabs.delete("nightly");

      WatchEvent<CronTab> event = watch.next();

      assertThat(event).isInstanceOf(WatchEvent.Deleted.class);
    }
  }

  @Test
  void otherVersion_readsTheSameObject() {
    tabs.create(nightly());

    io.kubeweft.examples.cron.ops.v1beta1.CronTab older =
        ClientSet.of(client).opsV1beta1().cronTabs("default").get("nightly");

    assertThat(older.apiVersion()).isEqualTo("ops.example.com/v1beta1");
    assertThat(older.spec().schedule()).isEqualTo("0 3 * * *");
  }

  @Test
  void preservedFields_keepWhatNobodyKnows() {
    JsonObject options =
        JsonObject.builder().put("level", JsonNumber.of(3)).put("mode", "fast").build();
    CronTab created =
        tabs.create(
            nightly().toBuilder().spec(s -> s.schedule("0 3 * * *").options(options)).build());

    assertThat(created.spec().options()).isEqualTo(options);
  }

  @Test
  void nullableField_isNullUntilItIsUnset() {
    CronTab created = tabs.create(nightly());

    CronTab unlimited =
        tabs.update("nightly", t -> t.toBuilder().spec(s -> s.timeoutSeconds(null)).build());
    CronTab touched = tabs.update("nightly", t -> t.toBuilder().spec(s -> s.replicas(2)).build());
    CronTab unset =
        tabs.update("nightly", t -> t.toBuilder().spec(s -> s.unsetTimeoutSeconds()).build());

    assertThat(created.spec().timeoutSeconds()).isEqualTo(3600);
    assertThat(unlimited.spec().timeoutSeconds()).isNull();
    assertThat(touched.spec().timeoutSeconds()).isNull();
    assertThat(unset.spec().timeoutSeconds()).isEqualTo(3600);
  }

  @Test
  void apply_nullableField_isNullUntilItIsLeftOut() {
    CronTab.Builder builder =
        CronTab.of("a", t -> t.spec(s -> s.schedule("* * * * *").timeoutSeconds(null))).toBuilder();

    CronTab unlimited = tabs.apply(builder.build(), ApplyOptions.fieldManager("one"));
    builder.spec(s -> s.unsetTimeoutSeconds());
    CronTab unset = tabs.apply(builder.build(), ApplyOptions.fieldManager("one"));

    assertThat(unlimited.spec().nullFields()).containsExactly("timeoutSeconds");
    assertThat(unset.spec().timeoutSeconds()).isEqualTo(3600);
  }

  @Test
  void intOrString_keepsItsForm() {
    String yaml =
        """
        apiVersion: ops.example.com/v1
        kind: CronTab
        metadata: {name: a}
        spec: {schedule: "* * * * *", maxFailures: 25%}
        """;
    CronTab read = Yaml.read(CronTab.CODEC, yaml);

    assertThat(read.spec().maxFailures()).isEqualTo(IntOrString.of("25%"));
    assertThat(Yaml.read(CronTab.CODEC, Yaml.write(CronTab.CODEC, read))).isEqualTo(read);
    assertThat(((JsonObject) Json.toTree(CronTab.CODEC, read)).getObject("spec").get("maxFailures"))
        .isEqualTo(new JsonString("25%"));
  }
}
