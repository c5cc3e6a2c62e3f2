package io.kubeweft.conformance;

import static io.kubeweft.conformance.Workloads.configMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kubeweft.api.apps.v1.Deployment;
import io.kubeweft.api.core.v1.ConfigMap;
import io.kubeweft.api.core.v1.Container;
import io.kubeweft.api.core.v1.Pod;
import io.kubeweft.api.core.v1.Service;
import io.kubeweft.api.core.v1.ServicePort;
import io.kubeweft.meta.IntOrString;
import io.kubeweft.meta.ManagedFieldsEntry;
import io.kubeweft.meta.StatusCause;
import io.kubeweft.resource.ApplyOptions;
import io.kubeweft.resource.Patch;
import io.kubeweft.resource.ResourceClient;
import io.kubeweft.resource.WriteOptions;
import io.kubeweft.rest.ApiException;
import io.kubeweft.rest.RestRequest;
import io.kubeweft.rest.Verb;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Server-side apply: who owns which field. */
@Conformance("Server-side apply")
class ApplyTest {
  private static final ApplyOptions ONE = ApplyOptions.fieldManager("one");
  private static final ApplyOptions TWO = ApplyOptions.fieldManager("two");

  @RegisterExtension final Cluster cluster = new Cluster();

  private ResourceClient<ConfigMap> configMaps() {
    return cluster.api().coreV1().configMaps(cluster.namespace());
  }

  private static ConfigMap with(String key, String value) {
    return ConfigMap.of("c", c -> c.putData(key, value));
  }

  @Test
  void apply_whatIsNotThere_createsIt() {
    ConfigMap created = configMaps().apply(configMap("c", "1"), ONE);

    assertThat(created.data()).containsEntry("a", "1");
    assertThat(created.metadata().managedFields())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.manager()).isEqualTo("one");
              assertThat(entry.operation()).isEqualTo("Apply");
              assertThat(entry.fieldsV1().toJson().get("f:data", "f:a")).isNotNull();
            });
  }

  @Test
  void apply_theSameAgain_changesNothing() {
    ConfigMap created = configMaps().apply(configMap("c", "1"), ONE);

    ConfigMap again = configMaps().apply(configMap("c", "1"), ONE);

    assertThat(again.metadata().resourceVersion()).isEqualTo(created.metadata().resourceVersion());
  }

  @Test
  void apply_fieldOfAnotherManager_isAConflictThatNamesBoth() {
    configMaps().apply(configMap("c", "1"), ONE);

    ApiException failure =
        catchThrowableOfType(
            ApiException.class, () -> configMaps().apply(configMap("c", "2"), TWO));

    assertThat(failure.isConflict()).isTrue();
    assertThat(failure.status().details().causes())
        .singleElement()
        .satisfies(
            cause -> {
              assertThat(cause.reason()).isEqualTo("FieldManagerConflict");
              assertThat(cause.field()).isEqualTo(".data.a");
              assertThat(cause.message()).contains("one");
            });
    assertThat(configMaps().get("c").data()).containsEntry("a", "1");
  }

  @Test
  void apply_forced_takesTheField() {
    configMaps().apply(configMap("c", "1"), ONE);

    ConfigMap taken = configMaps().apply(configMap("c", "2"), TWO.forced());

    assertThat(taken.data()).containsEntry("a", "2");
    assertThat(taken.metadata().managedFields())
        .extracting(ManagedFieldsEntry::manager)
        .containsExactly("two");
  }

  @Test
  void apply_theSameValue_sharesTheField() {
    configMaps().apply(configMap("c", "1"), ONE);
    var shared = configMaps().apply(configMap("c", "1"), TWO);
    assertThat(shared.metadata().managedFields())
        .extracting(ManagedFieldsEntry::manager)
        .containsExactlyInAnyOrder("one", "two");

    ConfigMap given = configMaps().apply(ConfigMap.of("c", c -> {}), ONE);

    assertThat(given.data()).containsEntry("a", "1");
    assertThat(configMaps().apply(ConfigMap.of("c", c -> {}), TWO).data()).isEmpty();
  }

  @Test
  void apply_withoutAFieldOfOnesOwn_removesIt() {
    configMaps().apply(ConfigMap.of("c", c -> c.putData("a", "1").putData("b", "2")), ONE);

    ConfigMap left = configMaps().apply(with("b", "2"), ONE);

    assertThat(left.data()).containsOnlyKeys("b");
  }

  @Test
  void apply_fieldsOfOthers_stay() {
    configMaps().apply(with("a", "1"), ONE);

    ConfigMap both = configMaps().apply(with("b", "2"), TWO);

    assertThat(both.data()).containsEntry("a", "1").containsEntry("b", "2");
  }

  @Test
  void update_takesOwnershipOfWhatItChanges() {
    configMaps().apply(configMap("c", "1"), ONE);
    ConfigMap changed =
        configMaps().update(configMap("c", "2"), WriteOptions.of(o -> o.fieldManager("editor")));

    ApiException failure =
        catchThrowableOfType(
            ApiException.class, () -> configMaps().apply(configMap("c", "1"), ONE));

    assertThat(changed.metadata().managedFields())
        .extracting(ManagedFieldsEntry::manager, ManagedFieldsEntry::operation)
        .contains(Tuple.tuple("editor", "Update"));
    assertThat(failure.status().details().causes())
        .extracting(StatusCause::message)
        .allMatch(message -> message.contains("editor"));
  }

  @Test
  void apply_onTrial_storesNothing() {
    ConfigMap tried =
        configMaps()
            .apply(configMap("c", "1"), ApplyOptions.of(o -> o.fieldManager("one").dryRun(true)));

    assertThat(tried.data()).containsEntry("a", "1");
    assertThat(configMaps().find("c")).isNull();
  }

  @Test
  void apply_withoutManager_isABadRequest() {
    ApiException failure =
        catchThrowableOfType(
            ApiException.class,
            () ->
                cluster
                    .client()
                    .rest()
                    .send(
                        RestRequest.builder(
                                Verb.PATCH,
                                "/api/v1/namespaces/" + cluster.namespace() + "/configmaps/c")
                            .body(
                                "application/apply-patch+yaml",
                                "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\"}"
                                    .getBytes(StandardCharsets.UTF_8))
                            .build()));

    assertThat(failure.code()).isIn(400, 422);
    assertThat(failure).hasMessageContaining("fieldManager");
  }

  @Test
  void apply_listWithKeys_isMergedItemByItem() {
    Deployment first = Workloads.deployment("web", 0);
    var deployments = cluster.api().appsV1().deployments(cluster.namespace());
    deployments.apply(first, ONE);

    Deployment both =
        deployments.apply(
            Deployment.of(
                "web",
                d ->
                    d.spec(
                        s ->
                            s.selector(l -> l.putMatchLabels("app", "web"))
                                .template(
                                    t ->
                                        t.metadata(m -> m.putLabels("app", "web"))
                                            .spec(
                                                p ->
                                                    p.addContainers(
                                                        c -> c.name("side").image("none")))))),
            TWO);

    assertThat(both.spec().template().spec().containers())
        .extracting(Container::name)
        .containsExactlyInAnyOrder("c", "side");
    assertThat(both.spec().replicas()).isZero();
  }

  @Test
  void apply_listWithTwoKeys_keepsPortsApart() {
    var services = cluster.api().coreV1().services(cluster.namespace());
    services.apply(service(53, "UDP"), ONE);

    Service both = services.apply(service(53, "TCP"), TWO);

    assertThat(both.spec().ports())
        .extracting(ServicePort::protocol)
        .containsExactlyInAnyOrder("UDP", "TCP");
  }

  private static Service service(int port, String protocol) {
    return Service.of(
        "dns",
        s ->
            s.spec(
                spec ->
                    spec.addPorts(
                        p ->
                            p.name(protocol.toLowerCase(Locale.ROOT))
                                .port(port)
                                .protocol(protocol)
                                .targetPort(IntOrString.of(port)))));
  }

  @Test
  void patch_byAnotherManager_isKnownByItsName() {
    configMaps().apply(configMap("c", "1"), ONE);

    ConfigMap patched =
        configMaps()
            .patch(
                "c",
                Patch.merge("{\"data\":{\"b\":\"2\"}}"),
                WriteOptions.of(o -> o.fieldManager("patcher")));

    assertThat(patched.metadata().managedFields())
        .extracting(ManagedFieldsEntry::manager, ManagedFieldsEntry::operation)
        .containsExactlyInAnyOrder(Tuple.tuple("one", "Apply"), Tuple.tuple("patcher", "Update"));
  }

  @Test
  void apply_ofStatus_ownsItApart() {
    var pods = cluster.api().coreV1().pods(cluster.namespace());
    pods.create(Workloads.pod("p"));

    var reported =
        pods.status()
            .apply(
                Pod.of(
                    "p",
                    p ->
                        p.status(
                            s -> s.addConditions(c -> c.type("example.com/Fine").status("True")))),
                ApplyOptions.fieldManager("reporter"));

    assertThat(reported.status().conditions())
        .anyMatch(c -> c.type().equals("example.com/Fine") && c.status().equals("True"));
    assertThat(reported.metadata().managedFields())
        .anySatisfy(
            entry -> {
              assertThat(entry.manager()).isEqualTo("reporter");
              assertThat(entry.subresource()).isEqualTo("status");
            });
  }

  @Test
  void apply_ofAnObjectAsItWasRead_works() {
    ConfigMap created = configMaps().create(configMap("c", "1"));

    ConfigMap applied = configMaps().apply(created, ONE);

    assertThat(applied.metadata().managedFields())
        .extracting(ManagedFieldsEntry::manager)
        .contains("one");
  }
}
