package io.kubeweft.conformance;

import static io.kubeweft.conformance.Workloads.configMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kubeweft.api.apps.v1.Deployment;
import io.kubeweft.api.core.v1.ConfigMap;
import io.kubeweft.api.core.v1.Container;
import io.kubeweft.api.core.v1.Pod;
import io.kubeweft.api.core.v1.ResourceQuota;
import io.kubeweft.api.core.v1.Service;
import io.kubeweft.client.FanOut;
import io.kubeweft.dynamic.Unstructured;
import io.kubeweft.json.JsonNull;
import io.kubeweft.meta.DeleteOptions;
import io.kubeweft.meta.GroupVersionResource;
import io.kubeweft.meta.Quantity;
import io.kubeweft.meta.StatusCause;
import io.kubeweft.resource.FieldValidation;
import io.kubeweft.resource.Patch;
import io.kubeweft.resource.ResourceClient;
import io.kubeweft.resource.Retry;
import io.kubeweft.resource.WriteOptions;
import io.kubeweft.rest.ApiException;
import io.kubeweft.rest.RestRequest;
import io.kubeweft.rest.Verb;
import io.kubeweft.rest.Warning;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Writes that are refused, warned of, named by the server, or in each other's way. */
@Conformance("Writes, validation and locking")
class WriteTest {
  @RegisterExtension final Cluster cluster = new Cluster();

  private ResourceClient<ConfigMap> configMaps() {
    return cluster.api().coreV1().configMaps(cluster.namespace());
  }

  private static ApiException failure(ThrowableAssert.ThrowingCallable call) {
    ApiException failure = catchThrowableOfType(ApiException.class, call);
    assertThat(failure).as("an ApiException").isNotNull();
    return failure;
  }

  @Test
  void generateName_givesEachItsOwn() {
    List<String> names =
        IntStream.range(0, 5)
            .mapToObj(
                i ->
                    configMaps()
                        .create(ConfigMap.builder().metadata(m -> m.generateName("made-")).build())
                        .metadata()
                        .name())
            .toList();

    assertThat(names).doesNotHaveDuplicates().allMatch(n -> n.matches("made-[a-z0-9]{5}"));
  }

  @Test
  void update_ofAnOlderVersion_isAConflict() {
    ConfigMap first = configMaps().create(configMap("c", "1"));
    configMaps().update("c", c -> c.toBuilder().putData("a", "2").build());

    ApiException failure = failure(() -> configMaps().update(first));

    assertThat(failure.isConflict()).isTrue();
    assertThat(failure.code()).isEqualTo(409);
    assertThat(failure.status().details().name()).isEqualTo("c");
    assertThat(failure.status().details().kind()).isEqualTo("configmaps");
    assertThat(configMaps().get("c").data()).containsEntry("a", "2");
  }

  @Test
  void update_withoutVersion_wins() {
    configMaps().create(configMap("c", "1"));

    assertThat(configMaps().update(configMap("c", "3")).data()).containsEntry("a", "3");
  }

  @Test
  void patch_withAnOlderVersion_isAConflict() {
    ConfigMap first = configMaps().create(configMap("c", "1"));
    configMaps().update("c", c -> c.toBuilder().putData("a", "2").build());
    String patch =
        "{\"metadata\":{\"resourceVersion\":\"%s\"},\"data\":{\"a\":\"3\"}}"
            .formatted(first.metadata().resourceVersion());

    assertThat(failure(() -> configMaps().patch("c", Patch.merge(patch))).isConflict()).isTrue();
  }

  @Test
  void update_byFunctionFromManyThreads_losesNothing() {
    configMaps().create(configMap("c", "0"));

    FanOut.inFlight(4)
        .each(
            IntStream.range(0, 20).boxed().toList(),
            i ->
                Retry.onConflict(
                    () ->
                        configMaps()
                            .update("c", c -> c.toBuilder().putData("k" + i, "v").build())));

    assertThat(configMaps().get("c").data()).hasSize(21);
  }

  @Test
  void delete_withPreconditions_refusesAnotherObject() {
    ConfigMap first = configMaps().create(configMap("c", "1"));
    DeleteOptions otherUid = DeleteOptions.of(o -> o.preconditions(p -> p.uid("another")));
    DeleteOptions otherVersion =
        DeleteOptions.of(o -> o.preconditions(p -> p.resourceVersion("1")));
    DeleteOptions right =
        DeleteOptions.of(
            o ->
                o.preconditions(
                    p ->
                        p.uid(first.metadata().uid())
                            .resourceVersion(first.metadata().resourceVersion())));

    assertThat(failure(() -> configMaps().delete("c", otherUid)).isConflict()).isTrue();
    assertThat(failure(() -> configMaps().delete("c", otherVersion)).isConflict()).isTrue();
    configMaps().delete("c", right);
    assertThat(configMaps().find("c")).isNull();
  }

  @Test
  void create_twice_isAlreadyThere() {
    configMaps().create(configMap("c", "1"));

    ApiException failure = failure(() -> configMaps().create(configMap("c", "1")));

    assertThat(failure.isAlreadyExists()).isTrue();
    assertThat(failure.isConflict()).isFalse();
  }

  @Test
  void everyVerb_onWhatIsNotThere_isNotFound() {
    assertThat(configMaps().find("none")).isNull();
    assertThat(failure(() -> configMaps().get("none")).isNotFound()).isTrue();
    assertThat(failure(() -> configMaps().delete("none")).isNotFound()).isTrue();
    assertThat(failure(() -> configMaps().patch("none", Patch.merge("{}"))).isNotFound()).isTrue();
    assertThat(failure(() -> configMaps().update(configMap("none", "1"))).isNotFound()).isTrue();
  }

  @Test
  void create_inANamespaceThatIsNotThere_isNotFound() {
    ResourceClient<ConfigMap> elsewhere =
        cluster.api().coreV1().configMaps(cluster.name("nowhere"));

    ApiException failure = failure(() -> elsewhere.create(configMap("c", "1")));

    assertThat(failure.isNotFound()).isTrue();
    assertThat(failure.status().details().kind()).isEqualTo("namespaces");
  }

  @Test
  void name_thatIsNone_isInvalidWithItsField() {
    ApiException failure = failure(() -> configMaps().create(configMap("Not A Name", "1")));

    assertThat(failure.isInvalid()).isTrue();
    assertThat(failure.code()).isEqualTo(422);
    assertThat(failure.hasCause("FieldValueInvalid")).isTrue();
    assertThat(failure.status().details().causes())
        .extracting(StatusCause::field)
        .contains("metadata.name");
  }

  @Test
  void fields_thatAreWrong_areAllNamed() {
    var services = cluster.api().coreV1().services(cluster.namespace());

    ApiException failure =
        failure(
            () ->
                services.create(
                    Service.of(
                        "s",
                        s ->
                            s.spec(
                                spec ->
                                    spec.addPorts(p -> p.port(0)).sessionAffinity("Sometimes")))));

    assertThat(failure.isInvalid()).isTrue();
    assertThat(failure.status().details().causes())
        .extracting(StatusCause::field)
        .contains("spec.ports[0].port", "spec.sessionAffinity");
  }

  @Test
  void field_thatIsMissing_isRequired() {
    var deployments = cluster.api().appsV1().deployments(cluster.namespace());

    ApiException failure =
        failure(() -> deployments.create(Deployment.of("d", d -> d.spec(s -> {}))));

    assertThat(failure.isInvalid()).isTrue();
    assertThat(failure.hasCause("FieldValueRequired")).isTrue();
    assertThat(failure.status().details().causes())
        .extracting(StatusCause::field)
        .contains("spec.selector", "spec.template.spec.containers");
  }

  @Test
  void field_thatIsImmutable_isInvalid() {
    var deployments = cluster.api().appsV1().deployments(cluster.namespace());
    deployments.create(Workloads.deployment("d", 0));

    ApiException failure =
        failure(
            () ->
                deployments.patch(
                    "d",
                    Patch.merge(
                        "{\"spec\":{\"selector\":{\"matchLabels\":{\"app\":\"other\"}},"
                            + "\"template\":{\"metadata\":{\"labels\":{\"app\":\"other\"}}}}}")));

    assertThat(failure.isInvalid()).isTrue();
    assertThat(failure).hasMessageContaining("immutable");
  }

  @Test
  void immutableConfigMap_isNotChanged() {
    configMaps().create(ConfigMap.of("c", c -> c.putData("a", "1").immutable(true)));

    ApiException failure =
        failure(() -> configMaps().patch("c", Patch.merge("{\"data\":{\"a\":\"2\"}}")));

    assertThat(failure.isInvalid()).isTrue();
  }

  /** Returns a client whose warnings go into a list. */
  private ResourceClient<Unstructured> untyped(List<Warning> warnings, String resource) {
    return cluster
        .connect(cluster.server().admin(), c -> c.warnings((request, w) -> warnings.add(w)))
        .dynamic()
        .namespaced(new GroupVersionResource("", "v1", resource), cluster.namespace());
  }

  private static Unstructured misspelt() {
    return Unstructured.parse(
        "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"c\"},"
            + "\"dota\":{\"a\":\"1\"}}");
  }

  @Test
  void unknownField_whenStrict_isABadRequest() {
    ApiException failure =
        failure(
            () ->
                untyped(new CopyOnWriteArrayList<>(), "configmaps")
                    .create(
                        misspelt(),
                        WriteOptions.of(o -> o.fieldValidation(FieldValidation.STRICT))));

    assertThat(failure.isBadRequest()).isTrue();
    assertThat(failure).hasMessageContaining("dota");
  }

  @Test
  void unknownField_otherwise_isWarnedOfAndDropped() {
    List<Warning> warnings = new CopyOnWriteArrayList<>();

    Unstructured created =
        untyped(warnings, "configmaps")
            .create(misspelt(), WriteOptions.of(o -> o.fieldValidation(FieldValidation.WARN)));

    assertThat(warnings).extracting(Warning::text).anyMatch(text -> text.contains("dota"));
    assertThat(created.get("dota")).isNull();
  }

  @Test
  void unknownField_whenIgnored_isDroppedInSilence() {
    List<Warning> warnings = new CopyOnWriteArrayList<>();

    Unstructured created =
        untyped(warnings, "configmaps")
            .create(misspelt(), WriteOptions.of(o -> o.fieldValidation(FieldValidation.IGNORE)));

    assertThat(warnings).isEmpty();
    assertThat(created.get("dota")).isNull();
  }

  @Test
  void deprecatedResource_isWarnedOf() {
    List<Warning> warnings = new CopyOnWriteArrayList<>();

    untyped(warnings, "endpoints").list();

    assertThat(warnings)
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.code()).isEqualTo(299);
              assertThat(warning.text()).contains("Endpoints is deprecated");
            });
  }

  @Test
  void quota_whenUsedUp_isForbidden() {
    var quotas = cluster.api().coreV1().resourceQuotas(cluster.namespace());
    quotas.create(
        ResourceQuota.of("q", q -> q.spec(s -> s.putHard("count/services", Quantity.parse("0")))));
    if (!cluster.server().isInMemory()) {
      quotas
          .waitUpTo(Cluster.LONG)
          .until("q", q -> q != null && q.status() != null && !q.status().hard().isEmpty());
    }

    ApiException failure =
        failure(
            () ->
                cluster
                    .api()
                    .coreV1()
                    .services(cluster.namespace())
                    .create(Service.of("s", s -> s.spec(spec -> spec.addPorts(p -> p.port(80))))));

    assertThat(failure.isForbidden()).isTrue();
    assertThat(failure).hasMessageContaining("exceeded quota: q");
  }

  @Test
  void createOrUpdate_doesEither() {
    ConfigMap created =
        configMaps()
            .createOrUpdate(configMap("c", "1"), c -> c.toBuilder().putData("b", "2").build());
    ConfigMap updated =
        configMaps()
            .createOrUpdate(configMap("c", "1"), c -> c.toBuilder().putData("b", "2").build());

    assertThat(created.data()).containsEntry("a", "1");
    assertThat(updated.data()).containsEntry("a", "1").containsEntry("b", "2");
    assertThat(updated.metadata().uid()).isEqualTo(created.metadata().uid());
  }

  @Test
  void body_thatIsTooLarge_isRefused() {
    String megabytes = "x".repeat(4 << 20);

    ApiException failure = failure(() -> configMaps().create(configMap("c", megabytes)));

    assertThat(failure.isRequestEntityTooLarge() || failure.isInvalid()).isTrue();
  }

  @Test
  void patch_ofAnUnknownType_isUnsupported() {
    configMaps().create(configMap("c", "1"));

    ApiException failure =
        failure(
            () ->
                cluster
                    .client()
                    .rest()
                    .send(
                        RestRequest.builder(
                                Verb.PATCH,
                                "/api/v1/namespaces/" + cluster.namespace() + "/configmaps/c")
                            .body("application/unheard-of", new byte[] {'{', '}'})
                            .build()));

    assertThat(failure.isUnsupportedMediaType()).isTrue();
  }

  @Test
  void jsonPatch_whoseTestFails_changesNothing() {
    configMaps().create(configMap("c", "1"));

    ApiException failure =
        failure(
            () ->
                configMaps()
                    .patch("c", Patch.json(p -> p.test("/data/a", "2").replace("/data/a", "3"))));

    assertThat(failure.code()).isEqualTo(422);
    assertThat(configMaps().get("c").data()).containsEntry("a", "1");
  }

  @Test
  void jsonPatch_ofWhatIsNotThere_replacesNullAndWritesAnEmptyText() {
    configMaps().create(configMap("c", "1"));

    ConfigMap patched =
        configMaps()
            .patch(
                "c",
                Patch.json(
                    p ->
                        p.test("/data/b", JsonNull.NULL)
                            .replace("/data/b", "2")
                            .add("/data/c", JsonNull.NULL)));

    assertThat(patched.data()).isEqualTo(Map.of("a", "1", "b", "2", "c", ""));
  }

  @Test
  void patch_toAnotherKind_isInvalid() {
    configMaps().create(configMap("c", "1"));

    ApiException failure =
        failure(() -> configMaps().patch("c", Patch.merge("{\"kind\":\"Service\"}")));

    assertThat(failure.isInvalid()).isTrue();
    assertThat(failure.status().message())
        .endsWith("converting (v1.Service) to (core.ConfigMap): unknown conversion");
  }

  @Test
  void patch_ofTheTimeOfDeletion_isInvalid() {
    configMaps().create(configMap("c", "1"));
    String patch = "{\"metadata\":{\"deletionTimestamp\":\"2026-01-01T00:00:00Z\"}}";

    ApiException failure = failure(() -> configMaps().patch("c", Patch.merge(patch)));

    assertThat(failure.isInvalid()).isTrue();
    assertThat(failure.status().details().causes())
        .extracting(StatusCause::field)
        .containsOnly("metadata.deletionTimestamp");
  }

  @Test
  void create_whileTheOldOneIsBeingDeleted_saysSo() {
    configMaps()
        .create(
            ConfigMap.of(
                "c", c -> c.metadata(m -> m.name("c").finalizers(List.of("example.com/held")))));
    cluster.later(() -> configMaps().removeFinalizer("c", "example.com/held"));
    configMaps().delete("c");

    ApiException failure = failure(() -> configMaps().create(configMap("c", "1")));

    assertThat(failure.isAlreadyExists()).isTrue();
    assertThat(failure.status().message())
        .isEqualTo("object is being deleted: configmaps \"c\" already exists");
  }

  @Test
  void limits_areRequested_andWrittenWithTheSuffixThatFits() {
    Container container =
        Container.builder()
            .name("c")
            .image("none")
            .resources(
                r ->
                    r.putLimits("cpu", Quantity.parse("1000m"))
                        .putLimits("memory", Quantity.parse("1024Mi")))
            .build();
    Pod pod = Workloads.pod("p", p -> p.spec(s -> s.containers(List.of(container))));

    Pod created = cluster.api().coreV1().pods(cluster.namespace()).create(pod);

    assertThat(created.spec().containers().getFirst().resources().requests())
        .extractingByKeys("cpu", "memory")
        .map(Quantity::toString)
        .containsExactly("1", "1Gi");
    assertThat(created.status().qosClass()).isEqualTo("Guaranteed");
  }

  @Test
  void strategicPatch_mergesListsByTheirKeys() {
    var deployments = cluster.api().appsV1().deployments(cluster.namespace());
    deployments.create(Workloads.deployment("d", 0));

    var patched =
        deployments.patch(
            "d",
            Patch.strategic(
                "{\"spec\":{\"template\":{\"spec\":{\"containers\":"
                    + "[{\"name\":\"side\",\"image\":\"x\"}]}}}}"));
    var removed =
        deployments.patch(
            "d",
            Patch.strategic(
                "{\"spec\":{\"template\":{\"spec\":{\"containers\":"
                    + "[{\"name\":\"c\",\"$patch\":\"delete\"}]}}}}"));

    assertThat(patched.spec().template().spec().containers())
        .extracting(Container::name)
        .containsExactlyInAnyOrder("c", "side");
    assertThat(removed.spec().template().spec().containers())
        .extracting(Container::name)
        .containsExactly("side");
  }

  @Test
  void finalizers_areAddedAndRemovedOnce() {
    configMaps().create(configMap("c", "1"));

    var added = configMaps().addFinalizer("c", "example.com/held");
    var again = configMaps().addFinalizer("c", "example.com/held");
    var removed = configMaps().removeFinalizer("c", "example.com/held");

    assertThat(added.metadata().finalizers()).containsExactly("example.com/held");
    assertThat(again.metadata().finalizers()).containsExactly("example.com/held");
    assertThat(removed.metadata().finalizers()).isEmpty();
  }
}
