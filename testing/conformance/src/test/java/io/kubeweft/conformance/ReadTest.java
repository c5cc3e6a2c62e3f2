package io.kubeweft.conformance;

import static io.kubeweft.conformance.Workloads.configMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kubeweft.api.core.v1.ConfigMap;
import io.kubeweft.api.core.v1.CoreV1;
import io.kubeweft.api.core.v1.Pod;
import io.kubeweft.meta.KubernetesObject;
import io.kubeweft.meta.LabelSelector;
import io.kubeweft.resource.GetOptions;
import io.kubeweft.resource.ItemStream;
import io.kubeweft.resource.ListOptions;
import io.kubeweft.resource.ResourceClient;
import io.kubeweft.resource.ResourceList;
import io.kubeweft.resource.ResourceVersionMatch;
import io.kubeweft.rest.ApiException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists: what they select, how they are paged, and of which version they are. */
@Order(Server.RESTARTING)
@Conformance("Lists, selectors and paging")
class ReadTest {
  @RegisterExtension final Cluster cluster = new Cluster();

  private ResourceClient<ConfigMap> configMaps() {
    return cluster.api().coreV1().configMaps(cluster.namespace());
  }

  private static List<String> names(Iterable<? extends KubernetesObject> objects) {
    List<String> names = new ArrayList<>();
    objects.forEach(object -> names.add(object.metadata().name()));
    return names;
  }

  private void createFour() {
    configMaps().create(configMap("a", Map.of("tier", "web", "env", "prod", "set", "s")));
    configMaps().create(configMap("b", Map.of("tier", "web", "env", "test", "set", "s")));
    configMaps().create(configMap("c", Map.of("tier", "db", "env", "prod", "set", "s")));
    configMaps().create(configMap("d", Map.of("set", "s")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          set=s,tier=web              | a b
          set=s,tier==db              | c
          set=s,tier!=web             | c d
          set=s,tier in (web, db)     | a b c
          set=s,tier notin (web)      | c d
          set=s,tier                  | a b c
          set=s,!tier                 | d
          set=s,tier=web,env=prod     | a
          set=s,tier in (web),env!=x  | a b
          set=none                    |
          """)
  void labelSelector_selects(String selector, String expected) {
    createFour();

    List<String> found = names(configMaps().list(o -> o.labelSelector(selector)));

    assertThat(String.join(" ", found)).isEqualTo(expected == null ? "" : expected);
  }

  @Test
  void labelSelector_asAnObject_selectsTheSame() {
    createFour();
    LabelSelector selector =
        LabelSelector.of(
            s ->
                s.putMatchLabels("set", "s")
                    .addMatchExpressions(
                        e -> e.key("tier").operator("NotIn").values(List.of("db"))));

    assertThat(names(configMaps().list(o -> o.labelSelector(selector))))
        .containsExactly("a", "b", "d");
  }

  @Test
  void labelSelector_thatIsNone_isABadRequest() {
    ApiException failure =
        catchThrowableOfType(
            ApiException.class, () -> configMaps().list(o -> o.labelSelector("a in")));

    assertThat(failure.isBadRequest()).isTrue();
  }

  @Test
  void fieldSelector_ofNameAndNamespace_selects() {
    createFour();
    String here = cluster.namespace();

    assertThat(names(configMaps().list(o -> o.fieldSelector("metadata.name=b"))))
        .containsExactly("b");
    assertThat(
            names(
                configMaps().list(o -> o.labelSelector("set=s").fieldSelector("metadata.name!=b"))))
        .containsExactly("a", "c", "d");
    assertThat(
            names(
                cluster
                    .api()
                    .coreV1()
                    .configMaps()
                    .list(o -> o.fieldSelector("metadata.namespace=" + here + ",metadata.name=a"))))
        .containsExactly("a");
  }

  @Test
  void fieldSelector_ofPods_knowsTheirPhaseAndNode() {
    ResourceClient<Pod> pods = cluster.api().coreV1().pods(cluster.namespace());
    pods.create(Workloads.pod("p"));

    assertThat(names(pods.list(o -> o.fieldSelector("status.phase=Pending")))).containsExactly("p");
    assertThat(pods.list(o -> o.fieldSelector("status.phase=Running"))).isEmpty();
    assertThat(names(pods.list(o -> o.fieldSelector("spec.nodeName=")))).containsExactly("p");
    assertThat(pods.list(o -> o.fieldSelector("spec.nodeName=n"))).isEmpty();
    assertThat(names(pods.list(o -> o.fieldSelector("spec.restartPolicy=Always"))))
        .containsExactly("p");
  }

  @Test
  void fieldSelector_ofAFieldThatIsNotSelectable_isABadRequest() {
    ApiException failure =
        catchThrowableOfType(
            ApiException.class, () -> configMaps().list(o -> o.fieldSelector("data.a=1")));

    assertThat(failure.isBadRequest()).isTrue();
    assertThat(failure).hasMessageContaining("data.a");
  }

  private void createMany(int number) {
    for (int i = 0; i < number; i++) {
      configMaps().create(configMap("m%02d".formatted(i), Map.of("many", "yes")));
    }
  }

  private static ListOptions page(int limit, String token) {
    return ListOptions.of(
        o ->
            o.labelSelector("many=yes").limit(limit).continueToken(token.isEmpty() ? null : token));
  }

  @Test
  void pages_areOfOneVersion_whateverIsWrittenBetween() {
    createMany(7);
    ResourceList<ConfigMap> first = configMaps().list(page(3, ""));
    configMaps().delete("m05");
    configMaps().create(configMap("m99", Map.of("many", "yes")));

    ResourceList<ConfigMap> second = configMaps().list(page(3, first.metadata().continueToken()));
    ResourceList<ConfigMap> third = configMaps().list(page(3, second.metadata().continueToken()));

    assertThat(names(first)).containsExactly("m00", "m01", "m02");
    assertThat(names(second)).containsExactly("m03", "m04", "m05");
    assertThat(names(third)).containsExactly("m06");
    assertThat(third.metadata().continueToken()).isEmpty();
    assertThat(second.metadata().resourceVersion()).isEqualTo(first.metadata().resourceVersion());
  }

  @Test
  void remainingItemCount_isToldWithoutSelector() {
    createMany(5);
    int all = configMaps().list().size();

    ResourceList<ConfigMap> first = configMaps().list(o -> o.limit(2));

    assertThat(first.metadata().remainingItemCount()).isEqualTo(all - 2L);
    assertThat(configMaps().list(page(2, "")).metadata().remainingItemCount()).isNull();
  }

  @Test
  void items_readPageAfterPage() {
    createMany(7);
    List<String> read = new ArrayList<>();

    try (ItemStream<ConfigMap> items = configMaps().items(page(2, ""))) {
      items.forEach(item -> read.add(item.metadata().name()));
    }

    assertThat(read).containsExactly("m00", "m01", "m02", "m03", "m04", "m05", "m06");
  }

  @Test
  void items_ofAVersion_areNotOlderAsAWholeListIs() {
    String version = configMaps().list().metadata().resourceVersion();
    createMany(3);
    String last = configMaps().get("m02").metadata().resourceVersion();
    // The server's cache has all three from here on.
    configMaps().list(o -> o.resourceVersion(last));
    List<String> read = new ArrayList<>();

    try (ItemStream<ConfigMap> items =
        configMaps().items(o -> o.labelSelector("many=yes").resourceVersion(version))) {
      items.forEach(item -> read.add(item.metadata().name()));
    }

    assertThat(read).containsExactly("m00", "m01", "m02");
    assertThat(
            configMaps().list(o -> o.labelSelector("many=yes").resourceVersion(version).limit(9)))
        .isEmpty();
  }

  @Test
  void page_afterACompaction_isExpiredWithATokenToGoOn() {
    createMany(5);
    ResourceList<ConfigMap> first = configMaps().list(page(2, ""));
    configMaps().delete("m04");
    cluster.server().compact();
    Patience.retried(() -> cluster.client().discovery().serverVersion());

    ApiException failure =
        catchThrowableOfType(
            ApiException.class, () -> configMaps().list(page(2, first.metadata().continueToken())));

    assertThat(failure.isExpired()).isTrue();
    assertThat(failure.code()).isEqualTo(410);
    String goOn = failure.status().metadata().continueToken();
    assertThat(goOn).isNotEmpty();
    ResourceList<ConfigMap> rest = configMaps().list(page(5, goOn));
    assertThat(names(rest)).containsExactly("m02", "m03");
  }

  @Test
  void continueToken_thatIsNone_isABadRequest() {
    ApiException failure =
        catchThrowableOfType(ApiException.class, () -> configMaps().list(page(2, "not-a-token")));

    assertThat(failure.isBadRequest()).isTrue();
  }

  @Test
  void list_ofAnExactVersion_isThePast() {
    configMaps().create(configMap("a", "1"));
    String version = configMaps().list().metadata().resourceVersion();
    configMaps().update("a", c -> c.toBuilder().putData("a", "2").build());

    ResourceList<ConfigMap> past =
        configMaps()
            .list(
                o ->
                    o.resourceVersion(version)
                        .resourceVersionMatch(ResourceVersionMatch.EXACT)
                        .fieldSelector("metadata.name=a"));

    assertThat(past.items())
        .singleElement()
        .satisfies(c -> assertThat(c.data()).containsEntry("a", "1"));
    assertThat(past.metadata().resourceVersion()).isEqualTo(version);
  }

  @Test
  void list_ofACompactedVersion_isExpired() {
    var created = configMaps().create(configMap("a", "1"));
    String version = created.metadata().resourceVersion();
    configMaps().update("a", c -> c.toBuilder().putData("a", "2").build());
    cluster.server().compact();
    Patience.retried(() -> cluster.client().discovery().serverVersion());

    ApiException failure =
        catchThrowableOfType(
            ApiException.class,
            () ->
                configMaps()
                    .list(
                        o ->
                            o.resourceVersion(version)
                                .resourceVersionMatch(ResourceVersionMatch.EXACT)
                                .limit(1)));

    assertThat(failure.isExpired() || failure.isGone()).isTrue();
    assertThat(failure.code()).isEqualTo(410);
  }

  @Test
  void list_notOlderThanAVersion_hasIt() {
    var created = configMaps().create(configMap("a", "1"));

    ResourceList<ConfigMap> list =
        configMaps()
            .list(
                o ->
                    o.resourceVersion(created.metadata().resourceVersion())
                        .resourceVersionMatch(ResourceVersionMatch.NOT_OLDER_THAN));

    assertThat(names(list)).contains("a");
  }

  @Test
  void get_fromTheCache_works() {
    var created = configMaps().create(configMap("a", "1"));

    assertThat(
            configMaps()
                .get(
                    "a",
                    GetOptions.of(o -> o.resourceVersion(created.metadata().resourceVersion())))
                .metadata()
                .uid())
        .isEqualTo(created.metadata().uid());
    assertThat(configMaps().list(o -> o.resourceVersion("0"))).isNotNull();
  }

  @Test
  void version_ofTheFuture_isATimeoutThatMayBeTriedAgain() {
    ApiException failure =
        catchThrowableOfType(
            ApiException.class,
            () ->
                configMaps()
                    // Once: the server holds it for 3 s, and says to come back in one.
                    .within(Duration.ofSeconds(4))
                    .list(
                        o ->
                            o.resourceVersion("999999999999")
                                .resourceVersionMatch(ResourceVersionMatch.NOT_OLDER_THAN)));

    assertThat(failure.code()).isEqualTo(504);
    assertThat(failure.hasCause("ResourceVersionTooLarge")).isTrue();
  }

  @Test
  void allNamespaces_haveTheObjectsOfEach() {
    String other = cluster.newNamespace();
    configMaps().create(configMap("x", Map.of("across", cluster.namespace())));
    cluster
        .api()
        .coreV1()
        .configMaps(other)
        .create(configMap("y", Map.of("across", cluster.namespace())));

    assertThat(
            cluster
                .client()
                .allNamespaces(CoreV1.CONFIG_MAPS)
                .list(o -> o.labelSelector("across=" + cluster.namespace())))
        .extracting(c -> c.metadata().namespace() + "/" + c.metadata().name())
        .containsExactlyInAnyOrder(cluster.namespace() + "/x", other + "/y");
  }
}
