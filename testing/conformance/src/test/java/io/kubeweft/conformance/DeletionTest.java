package io.kubeweft.conformance;

import static io.kubeweft.conformance.Workloads.configMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kubeweft.api.core.v1.ConfigMap;
import io.kubeweft.api.core.v1.Namespace;
import io.kubeweft.api.core.v1.Pod;
import io.kubeweft.meta.DeleteOptions;
import io.kubeweft.meta.KubernetesObject;
import io.kubeweft.meta.PropagationPolicy;
import io.kubeweft.resource.DeleteResult;
import io.kubeweft.resource.ListOptions;
import io.kubeweft.resource.Patch;
import io.kubeweft.resource.ResourceClient;
import io.kubeweft.rest.ApiException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Deletion: finalizers, dependents, grace, collections, namespaces. */
@Conformance("Deletion")
class DeletionTest {
  @RegisterExtension final Cluster cluster = new Cluster();

  private ResourceClient<ConfigMap> configMaps() {
    return cluster.api().coreV1().configMaps(cluster.namespace());
  }

  private static ConfigMap owned(String name, ConfigMap owner) {
    return ConfigMap.of(
        name,
        c ->
            c.metadata(
                m ->
                    m.name(name)
                        .addOwnerReferences(
                            o ->
                                o.apiVersion("v1")
                                    .kind("ConfigMap")
                                    .name(owner.metadata().name())
                                    .uid(owner.metadata().uid())
                                    .blockOwnerDeletion(true))));
  }

  private static DeleteOptions propagate(PropagationPolicy policy) {
    return DeleteOptions.of(o -> o.propagationPolicy(policy));
  }

  /** Frees an object of its finalizers, so that the test's namespace can go. */
  private void release(String name) {
    cluster.later(
        () -> {
          if (configMaps().find(name) != null) {
            configMaps().patch(name, Patch.merge("{\"metadata\":{\"finalizers\":null}}"));
          }
        });
  }

  @Test
  void delete_answersWithTheObjectOrThatItIsDone() {
    configMaps().create(configMap("c", "1"));

    DeleteResult<ConfigMap> result = configMaps().delete("c");

    assertThat(result)
        .isInstanceOfSatisfying(
            DeleteResult.Done.class,
            done -> assertThat(done.status().status()).isEqualTo("Success"));
    assertThat(configMaps().find("c")).isNull();
  }

  @Test
  void delete_ofAnObjectWithFinalizer_marksItOnly() {
    var created =
        configMaps()
            .create(
                ConfigMap.of(
                    "c", c -> c.metadata(m -> m.name("c").addFinalizers("example.com/held"))));
    release("c");

    DeleteResult<ConfigMap> result = configMaps().delete("c");
    ConfigMap marked = configMaps().get("c");

    assertThat(result).isInstanceOf(DeleteResult.Deleted.class);
    assertThat(marked.metadata().deletionTimestamp()).isNotNull();
    assertThat(marked.metadata().uid()).isEqualTo(created.metadata().uid());
    configMaps().removeFinalizer("c", "example.com/held");
    assertThat(configMaps().find("c")).isNull();
  }

  @Test
  void terminatingObject_takesNoNewFinalizer() {
    configMaps()
        .create(
            ConfigMap.of("c", c -> c.metadata(m -> m.name("c").addFinalizers("example.com/held"))));
    release("c");
    configMaps().delete("c");

    ApiException failure =
        catchThrowableOfType(
            ApiException.class, () -> configMaps().addFinalizer("c", "example.com/another"));

    assertThat(failure.isInvalid()).isTrue();
    assertThat(failure.hasCause("FieldValueForbidden")).isTrue();
  }

  @Test
  void background_deletesTheDependentsAfterwards() {
    ConfigMap owner = configMaps().create(configMap("owner", "1"));
    configMaps().create(owned("dependent", owner));

    configMaps().delete("owner", propagate(PropagationPolicy.BACKGROUND));

    assertThat(configMaps().find("owner")).isNull();
    configMaps().waitUpTo(cluster.patience()).untilDeleted("dependent", null);
  }

  @Test
  void foreground_deletesTheDependentsFirst() {
    ConfigMap owner = configMaps().create(configMap("owner", "1"));
    ConfigMap held = owned("dependent", owner);
    configMaps()
        .create(
            held.toBuilder()
                .metadata(held.metadata().toBuilder().addFinalizers("example.com/held").build())
                .build());
    release("dependent");

    configMaps().delete("owner", propagate(PropagationPolicy.FOREGROUND));
    ConfigMap waiting = configMaps().get("owner");
    assertThat(waiting.metadata().finalizers()).contains("foregroundDeletion");
    assertThat(waiting.metadata().deletionTimestamp()).isNotNull();

    ConfigMap marked =
        configMaps()
            .waitUpTo(cluster.patience())
            .until("dependent", d -> d != null && d.metadata().deletionTimestamp() != null);
    assertThat(configMaps().find("owner")).isNotNull();
    configMaps().removeFinalizer("dependent", "example.com/held");
    configMaps().waitUpTo(cluster.patience()).untilDeleted("owner", null);
    assertThat(marked).isNotNull();
    assertThat(configMaps().find("dependent")).isNull();
  }

  @Test
  void orphan_leavesTheDependentsWithoutOwner() {
    ConfigMap owner = configMaps().create(configMap("owner", "1"));
    var dependent = configMaps().create(owned("dependent", owner));

    configMaps().delete("owner", propagate(PropagationPolicy.ORPHAN));

    configMaps().waitUpTo(cluster.patience()).untilDeleted("owner", null);
    ConfigMap left = configMaps().get("dependent");
    assertThat(left.metadata().ownerReferences()).isEmpty();
    assertThat(left.metadata().uid()).isEqualTo(dependent.metadata().uid());
  }

  @Test
  void pod_withoutNode_goesAtOnceWhateverItsGrace() {
    ResourceClient<Pod> pods = cluster.api().coreV1().pods(cluster.namespace());
    pods.create(Workloads.pod("p"));

    pods.delete("p", DeleteOptions.of(o -> o.gracePeriodSeconds(30L)));

    assertThat(pods.find("p")).isNull();
  }

  @Test
  void pod_onANode_isGivenItsGrace() {
    ResourceClient<Pod> pods = cluster.api().coreV1().pods(cluster.namespace());
    pods.create(
        Pod.of(
            "p",
            p ->
                p.spec(
                    s ->
                        s.nodeName("no-such-node")
                            .terminationGracePeriodSeconds(600L)
                            .addContainers(c -> c.name("c").image("none")))));

    DeleteResult<Pod> result = pods.delete("p", DeleteOptions.of(o -> o.gracePeriodSeconds(300L)));
    assertThat(result)
        .isInstanceOfSatisfying(
            DeleteResult.Deleted.class,
            deleted -> {
              KubernetesObject pod = (KubernetesObject) deleted.item();
              assertThat(pod.metadata().deletionGracePeriodSeconds()).isEqualTo(300);
              assertThat(pod.metadata().deletionTimestamp()).isNotNull();
            });

    pods.delete("p", DeleteOptions.of(o -> o.gracePeriodSeconds(0L)));
    assertThat(pods.find("p")).isNull();
  }

  @Test
  void deleteCollection_deletesWhatIsSelected() {
    configMaps().create(configMap("a", Map.of("gone", "yes")));
    configMaps().create(configMap("b", Map.of("gone", "yes")));
    configMaps().create(configMap("c", Map.of("gone", "no")));

    configMaps().deleteCollection(ListOptions.of(o -> o.labelSelector("gone=yes")));

    assertThat(configMaps().list(o -> o.labelSelector("gone")))
        .extracting(m -> m.metadata().name())
        .containsExactly("c");
  }

  @Test
  void delete_onTrial_deletesNothing() {
    configMaps().create(configMap("c", "1"));

    configMaps().delete("c", DeleteOptions.of(o -> o.dryRun(true)));

    assertThat(configMaps().get("c").metadata().deletionTimestamp()).isNull();
  }

  @Test
  void namespace_whenDeleted_isTerminatingThenGoneWithAllInIt() {
    String name = cluster.newNamespace();
    var namespaces = cluster.api().coreV1().namespaces();
    ResourceClient<ConfigMap> inside = cluster.api().coreV1().configMaps(name);
    inside.create(
        ConfigMap.of("c", c -> c.metadata(m -> m.name("c").addFinalizers("example.com/held"))));
    namespaces.delete(name);

    Namespace terminating = namespaces.get(name);
    assertThat(terminating.status().phase()).isEqualTo("Terminating");
    ApiException failure =
        catchThrowableOfType(ApiException.class, () -> inside.create(configMap("d", "1")));
    assertThat(failure.isForbidden()).isTrue();
    assertThat(failure.hasCause("NamespaceTerminating")).isTrue();
    inside
        .waitUpTo(cluster.patience())
        .until("c", c -> c != null && c.metadata().deletionTimestamp() != null);

    inside.removeFinalizer("c", "example.com/held");
    namespaces.waitUpTo(cluster.patience()).untilDeleted(name, null);
    assertThat(namespaces.find(name)).isNull();
  }
}
