package io.kubeweft.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kubeweft.api.apps.v1.Deployment;
import io.kubeweft.api.authentication.v1.TokenRequest;
import io.kubeweft.api.autoscaling.v1.Scale;
import io.kubeweft.api.certificates.v1.CertificateSigningRequest;
import io.kubeweft.api.certificates.v1.CertificatesV1;
import io.kubeweft.api.core.v1.Binding;
import io.kubeweft.api.core.v1.Namespace;
import io.kubeweft.api.core.v1.Pod;
import io.kubeweft.api.core.v1.PodClient;
import io.kubeweft.api.core.v1.ServiceAccount;
import io.kubeweft.api.policy.v1.Eviction;
import io.kubeweft.api.policy.v1.PodDisruptionBudget;
import io.kubeweft.json.Json;
import io.kubeweft.meta.DeleteOptions;
import io.kubeweft.meta.IntOrString;
import io.kubeweft.meta.Quantity;
import io.kubeweft.resource.Patch;
import io.kubeweft.rest.ApiException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Subresources, each by its typed client. */
@Conformance("Subresources")
class SubresourceTest {
  @RegisterExtension final Cluster cluster = new Cluster();

  private PodClient pods() {
    return cluster.api().coreV1().pods(cluster.namespace());
  }

  private static ApiException failure(ThrowableAssert.ThrowingCallable call) {
    ApiException failure = catchThrowableOfType(ApiException.class, call);
    assertThat(failure).as("an ApiException").isNotNull();
    return failure;
  }

  @Test
  void status_update_changesTheStatusAlone() {
    pods().create(Workloads.pod("p"));

    Pod updated =
        pods()
            .status()
            .update(
                "p",
                p ->
                    p.toBuilder()
                        .status(s -> s.message("said by the test"))
                        .spec(
                            s -> s.hostname("not-taken").addContainers(c -> c.name("c").image("x")))
                        .build());

    assertThat(updated.status().message()).isEqualTo("said by the test");
    assertThat(updated.spec().hostname()).isNull();
    assertThat(updated.spec().containers().getFirst().image()).isEqualTo("none");
    assertThat(pods().status().get("p").status().message()).isEqualTo("said by the test");
  }

  @Test
  void update_ofTheObject_leavesTheStatus() {
    pods().create(Workloads.pod("p"));
    pods().status().patch("p", Patch.merge("{\"status\":{\"message\":\"said\"}}"));

    Pod updated =
        pods()
            .patch(
                "p",
                Patch.merge(
                    "{\"metadata\":{\"labels\":{\"a\":\"b\"}},\"status\":{\"message\":\"not"
                        + " taken\"}}"));

    assertThat(updated.status().message()).isEqualTo("said");
    assertThat(updated.metadata().labels()).containsEntry("a", "b");
  }

  @Test
  void scale_isReadAndWritten() {
    var deployments = cluster.api().appsV1().deployments(cluster.namespace());
    Deployment created = deployments.create(Workloads.deployment("web", 0));

    Scale scale = deployments.scale().get("web");
    Scale wanted =
        deployments
            .scale()
            .update("web", s -> s.toBuilder().spec(spec -> spec.replicas(2)).build());
    Scale patched = deployments.scale().patch("web", Patch.merge("{\"spec\":{\"replicas\":3}}"));

    assertThat(scale.metadata().uid()).isEqualTo(created.metadata().uid());
    assertThat(scale.status().selector()).isEqualTo("app=web");
    assertThat(wanted.spec().replicas()).isEqualTo(2);
    assertThat(patched.spec().replicas()).isEqualTo(3);
    assertThat(deployments.get("web").spec().replicas()).isEqualTo(3);
  }

  @Test
  void scale_withAnOlderVersion_isAConflict() {
    var deployments = cluster.api().appsV1().deployments(cluster.namespace());
    deployments.create(Workloads.deployment("web", 0));
    Scale first = deployments.scale().get("web");
    deployments.scale().patch("web", Patch.merge("{\"spec\":{\"replicas\":1}}"));

    assertThat(failure(() -> deployments.scale().update(first)).isConflict()).isTrue();
  }

  @Test
  void scale_belowZero_isInvalid() {
    var deployments = cluster.api().appsV1().deployments(cluster.namespace());
    deployments.create(Workloads.deployment("web", 0));

    ApiException failure =
        failure(
            () -> deployments.scale().patch("web", Patch.merge("{\"spec\":{\"replicas\":-1}}")));

    assertThat(failure.isInvalid()).isTrue();
  }

  @Test
  void eviction_deletesThePod() {
    pods().create(Workloads.pod("p"));

    Eviction evicted = pods().eviction().create("p", Eviction.of("p", e -> {}));

    assertThat(evicted.metadata().name()).isEqualTo("p");
    pods().waitUpTo(Cluster.LONG).untilDeleted("p", null);
  }

  @Test
  void eviction_thatABudgetForbids_isTooManyRequests() {
    var budgets = cluster.api().policyV1().podDisruptionBudgets(cluster.namespace());
    // A pending pod may always be evicted, so this one runs, as far as its status says.
    pods()
        .create(
            Pod.of(
                "p",
                p ->
                    p.metadata(m -> m.name("p").putLabels("app", "p"))
                        .spec(
                            s ->
                                s.nodeName("no-such-node")
                                    .terminationGracePeriodSeconds(0L)
                                    .addContainers(c -> c.name("c").image("none")))));
    cluster.later(
        () -> {
          pods().delete("p", DeleteOptions.of(o -> o.gracePeriodSeconds(0L)));
        });
    pods()
        .status()
        .patch(
            "p",
            Patch.merge(
                "{\"status\":{\"phase\":\"Running\",\"conditions\":"
                    + "[{\"type\":\"Ready\",\"status\":\"True\"}]}}"));
    budgets.create(
        PodDisruptionBudget.of(
            "b",
            b ->
                b.spec(
                    s ->
                        s.minAvailable(IntOrString.of(1))
                            .selector(l -> l.putMatchLabels("app", "p")))));
    if (!cluster.server().isInMemory()) {
      budgets
          .waitUpTo(Cluster.LONG)
          .until("b", b -> b != null && b.status() != null && b.status().expectedPods() == 1);
    }

    ApiException failure =
        failure(
            () ->
                pods()
                    .within(Duration.ofSeconds(8))
                    .eviction()
                    .create("p", Eviction.of("p", e -> {})));

    assertThat(failure.isTooManyRequests()).isTrue();
    assertThat(failure.hasCause("DisruptionBudget")).isTrue();
    assertThat(pods().find("p")).isNotNull();
  }

  @Test
  void token_letsTheAccountIn() {
    var accounts = cluster.api().coreV1().serviceAccounts(cluster.namespace());
    accounts.create(ServiceAccount.of("robot", a -> {}));

    TokenRequest token =
        accounts
            .token()
            .create("robot", TokenRequest.of(t -> t.spec(s -> s.expirationSeconds(600L))));

    assertThat(token.status().token().split("\\.", -1)).hasSize(3);
    assertThat(token.status().expirationTimestamp()).isAfter(Instant.now());
  }

  @Test
  void binding_setsTheNode() {
    pods().create(Pod.of("p", p -> p.spec(s -> s.addContainers(c -> c.name("c").image("none")))));
    cluster.later(
        () -> {
          pods().delete("p", DeleteOptions.of(o -> o.gracePeriodSeconds(0L)));
        });

    Binding bound =
        pods()
            .binding()
            .create(
                "p",
                Binding.of(
                    "p", b -> b.target(t -> t.apiVersion("v1").kind("Node").name("no-such-node"))));

    assertThat(bound.target().name()).isEqualTo("no-such-node");
    assertThat(pods().get("p").spec().nodeName()).isEqualTo("no-such-node");
    assertThat(
            failure(
                    () ->
                        pods()
                            .binding()
                            .create(
                                "p",
                                Binding.of(
                                    "p", b -> b.target(t -> t.kind("Node").name("another")))))
                .isConflict())
        .isTrue();
  }

  @Test
  void log_ofAPodWithoutNode_isEmpty() {
    pods().create(Workloads.pod("p"));

    assertThat(pods().log().read("p")).isEmpty();
    assertThat(failure(() -> pods().log().read("none")).isNotFound()).isTrue();
    assertThat(failure(() -> pods().log().read("p", o -> o.container("other"))).isBadRequest())
        .isTrue();
  }

  @Test
  void ephemeralContainers_areAddedOnly() {
    pods().create(Workloads.pod("p"));

    Pod debugged =
        pods()
            .ephemeralContainers()
            .patch(
                "p",
                Patch.strategic(
                    "{\"spec\":{\"ephemeralContainers\":[{\"name\":\"debug\",\"image\":\"none\"}]}}"));

    assertThat(debugged.spec().ephemeralContainers())
        .singleElement()
        .satisfies(c -> assertThat(c.name()).isEqualTo("debug"));
    ApiException failure =
        failure(
            () ->
                pods()
                    .patch(
                        "p",
                        Patch.strategic(
                            "{\"spec\":{\"ephemeralContainers\":[{\"name\":\"x\",\"image\":\"none\"}]}}")));
    assertThat(failure.isInvalid()).isTrue();
  }

  @Test
  void resize_changesWhatUpdatesMayNot() {
    pods().create(Workloads.pod("p"));
    String resources =
        "{\"spec\":{\"containers\":[{\"name\":\"c\",\"resources\":{\"requests\":{\"cpu\":\"200m\"}}}]}}";

    assertThat(failure(() -> pods().patch("p", Patch.strategic(resources))).isInvalid()).isTrue();
    Pod resized = pods().resize().patch("p", Patch.strategic(resources));

    assertThat(resized.spec().containers().getFirst().resources().requests())
        .containsEntry("cpu", Quantity.parse("200m"));
  }

  @Test
  void approval_isACondition() {
    var requests = cluster.api().certificatesV1().certificateSigningRequests();
    String name = cluster.name("request");
    requests.create(
        Json.fromTree(
            CertificateSigningRequest.CODEC,
            Kinds.find(
                    CertificatesV1.CERTIFICATE_SIGNING_REQUESTS.resource(),
                    "CertificateSigningRequest")
                .object(name, "")));
    cluster.later(
        () -> {
          requests.delete(name);
        });

    CertificateSigningRequest approved =
        requests
            .approval()
            .update(
                name,
                r ->
                    r.toBuilder()
                        .status(
                            s ->
                                s.addConditions(
                                    c ->
                                        c.type("Approved")
                                            .status("True")
                                            .reason("Test")
                                            .message("by the test")))
                        .build());

    assertThat(approved.status().conditions())
        .singleElement()
        .satisfies(c -> assertThat(c.type()).isEqualTo("Approved"));
    assertThat(requests.get(name).status().conditions()).hasSize(1);
  }

  @Test
  void finalize_isTheNamespacesOwn() {
    String name = cluster.newNamespace();
    var namespaces = cluster.api().coreV1().namespaces();
    Namespace before = namespaces.get(name);

    Namespace held =
        namespaces
            .finalization()
            .update(
                before.toBuilder()
                    .spec(s -> s.finalizers(List.of("kubernetes", "example.com/held")))
                    .build());
    Namespace freed =
        namespaces
            .finalization()
            .update(held.toBuilder().spec(s -> s.finalizers(List.of("kubernetes"))).build());

    assertThat(before.spec().finalizers()).containsExactly("kubernetes");
    assertThat(held.spec().finalizers())
        .containsExactlyInAnyOrder("kubernetes", "example.com/held");
    assertThat(freed.spec().finalizers()).containsExactly("kubernetes");
  }
}
