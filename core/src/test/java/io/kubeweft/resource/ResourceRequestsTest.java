package io.kubeweft.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubeweft.json.JsonNumber;
import io.kubeweft.meta.DeleteOptions;
import io.kubeweft.meta.FieldSelector;
import io.kubeweft.meta.GroupVersionResource;
import io.kubeweft.meta.LabelSelector;
import io.kubeweft.meta.PropagationPolicy;
import io.kubeweft.rest.RestRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceRequestsTest {
  private static final GroupVersionResource PODS = new GroupVersionResource("", "v1", "pods");
  private static final GroupVersionResource DEPLOYMENTS =
      new GroupVersionResource("apps", "v1", "deployments");

  private static final ResourceRequests IN_NAMESPACE = of(PODS, "ns");

  private static ResourceRequests of(GroupVersionResource resource, @Nullable String namespace) {
    return new ResourceRequests(resource, namespace, null);
  }

  static Stream<Arguments> requests() {
    ResourceRequests everywhere = of(DEPLOYMENTS, null);
    String get = "GET";
    return Stream.of(
        Arguments.of(
            IN_NAMESPACE.get("a", null, GetOptions.NONE), get, "/api/v1/namespaces/ns/pods/a"),
        Arguments.of(
            IN_NAMESPACE.get(
                "a", "status", GetOptions.of(o -> o.resourceVersion("0").pretty(true))),
            get,
            "/api/v1/namespaces/ns/pods/a/status?resourceVersion=0&pretty=true"),
        Arguments.of(
            of(new GroupVersionResource("", "v1", "nodes"), null).get("n:1", null, GetOptions.NONE),
            get,
            "/api/v1/nodes/n%3A1"),
        Arguments.of(everywhere.list(ListOptions.ALL), get, "/apis/apps/v1/deployments"),
        Arguments.of(
            of(DEPLOYMENTS, "ns")
                .list(
                    ListOptions.of(
                        o ->
                            o.labelSelector(LabelSelector.matching("app", "web"))
                                .fieldSelector(FieldSelector.name("x"))
                                .limit(5)
                                .continueToken("c")
                                .resourceVersion("7")
                                .resourceVersionMatch(ResourceVersionMatch.NOT_OLDER_THAN)
                                .timeoutSeconds(9)
                                .shardSelector("shardRange(object.metadata.uid,'0x0','0x8')")
                                .pretty(false))),
            get,
            "/apis/apps/v1/namespaces/ns/deployments?labelSelector=app%3Dweb"
                + "&fieldSelector=metadata.name%3Dx&limit=5&continue=c&resourceVersion=7"
                + "&resourceVersionMatch=NotOlderThan&timeoutSeconds=9"
                + "&shardSelector=shardRange%28object.metadata.uid%2C%270x0%27%2C%270x8%27%29"
                + "&pretty=false"),
        Arguments.of(
            IN_NAMESPACE.list(ListOptions.of(o -> o.limit(0).labelSelector(""))),
            get,
            "/api/v1/namespaces/ns/pods"),
        Arguments.of(
            IN_NAMESPACE.watch(WatchOptions.NONE, 300, Duration.ofSeconds(1)),
            get,
            "/api/v1/namespaces/ns/pods?watch=true&timeoutSeconds=300&allowWatchBookmarks=true"),
        Arguments.of(
            IN_NAMESPACE.watch(
                WatchOptions.of(
                    o ->
                        o.resourceVersion("5")
                            .resourceVersionMatch(ResourceVersionMatch.NOT_OLDER_THAN)
                            .sendInitialEvents(true)
                            .allowBookmarks(false)
                            .labelSelector("a")
                            .shardSelector("s")),
                1,
                Duration.ofSeconds(1)),
            get,
            "/api/v1/namespaces/ns/pods?watch=true&labelSelector=a&resourceVersion=5"
                + "&resourceVersionMatch=NotOlderThan&timeoutSeconds=1&sendInitialEvents=true"
                + "&shardSelector=s"),
        Arguments.of(
            IN_NAMESPACE.patch(
                "a",
                null,
                Patch.merge("{}"),
                WriteOptions.of(
                    o ->
                        o.dryRun(true)
                            .fieldManager("me")
                            .fieldValidation(FieldValidation.STRICT)
                            .pretty(true))),
            "PATCH",
            "/api/v1/namespaces/ns/pods/a?dryRun=All&fieldManager=me&fieldValidation=Strict"
                + "&pretty=true"),
        Arguments.of(
            IN_NAMESPACE.apply(
                "a", "status", new byte[0], ApplyOptions.fieldManager("me").forced()),
            "PATCH",
            "/api/v1/namespaces/ns/pods/a/status?fieldManager=me&force=true"),
        Arguments.of(
            IN_NAMESPACE.apply(
                "a",
                null,
                new byte[0],
                ApplyOptions.of(
                    o -> o.fieldManager("me").dryRun(true).fieldValidation(FieldValidation.WARN))),
            "PATCH",
            "/api/v1/namespaces/ns/pods/a?fieldManager=me&dryRun=All&fieldValidation=Warn"),
        Arguments.of(
            IN_NAMESPACE.delete("a", DeleteOptions.EMPTY),
            "DELETE",
            "/api/v1/namespaces/ns/pods/a"),
        Arguments.of(
            IN_NAMESPACE.deleteCollection(
                ListOptions.of(o -> o.labelSelector("a=b")), DeleteOptions.EMPTY),
            "DELETE",
            "/api/v1/namespaces/ns/pods?labelSelector=a%3Db"));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void request_namesAndOptions_becomePathAndQuery(RestRequest request, String method, String uri) {
    assertThat(request.verb().method()).isEqualTo(method);
    assertThat(request.pathAndQuery()).isEqualTo(uri);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a/b", "a%2Fb"})
  void refusedNames_throwBeforeAnythingIsSent(String name) {
    assertThatThrownBy(() -> IN_NAMESPACE.get(name, null, GetOptions.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("name ");
    assertThatThrownBy(() -> IN_NAMESPACE.delete(name, DeleteOptions.EMPTY))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> IN_NAMESPACE.get("a", name, GetOptions.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("subresource ");
    assertThatThrownBy(() -> of(PODS, name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("namespace ");
    assertThatThrownBy(() -> of(new GroupVersionResource("", "v1", name), "ns"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void apply_withoutFieldManager_saysWhatToWrite() {
    assertThatThrownBy(() -> IN_NAMESPACE.apply("a", null, new byte[0], ApplyOptions.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ApplyOptions.fieldManager(");
  }

  @Test
  void delete_options_areTheBody() {
    DeleteOptions options =
        DeleteOptions.of(
            o ->
                o.gracePeriodSeconds(0L)
                    .propagationPolicy(PropagationPolicy.FOREGROUND)
                    .preconditions(p -> p.uid("u"))
                    .dryRun(true));

    RestRequest request = IN_NAMESPACE.delete("a", options);

    assertThat(request.contentType()).isEqualTo("application/json");
    assertThat(new String(request.body(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"gracePeriodSeconds\":0,\"preconditions\":{\"uid\":\"u\"},"
                + "\"propagationPolicy\":\"Foreground\",\"dryRun\":[\"All\"]}");
  }

  @Test
  void patch_kinds_haveTheirMediaTypes() {
    Patch json =
        Patch.json(
            p ->
                p.test("/a", "x")
                    .add("/b", JsonNumber.of(1))
                    .replace("/c", "y")
                    .remove("/d")
                    .move("/e", "/f")
                    .copy("/g", "/h"));

    assertThat(json.contentType()).isEqualTo("application/json-patch+json");
    assertThat(new String(json.bytes(), StandardCharsets.UTF_8))
        .isEqualTo(
            "[{\"op\":\"test\",\"path\":\"/a\",\"value\":\"x\"},"
                + "{\"op\":\"add\",\"path\":\"/b\",\"value\":1},"
                + "{\"op\":\"replace\",\"path\":\"/c\",\"value\":\"y\"},"
                + "{\"op\":\"remove\",\"path\":\"/d\"},"
                + "{\"op\":\"move\",\"path\":\"/f\",\"from\":\"/e\"},"
                + "{\"op\":\"copy\",\"path\":\"/h\",\"from\":\"/g\"}]");
    assertThat(Patch.merge("{}").contentType()).isEqualTo("application/merge-patch+json");
    assertThat(Patch.strategic("{}").contentType())
        .isEqualTo("application/strategic-merge-patch+json");
  }

  @Test
  void jsonPatch_pathWithoutSlash_throws() {
    assertThatThrownBy(() -> Patch.json(p -> p.remove("data/a")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("begins with a slash")
        .hasMessageContaining("data/a");
    assertThatThrownBy(() -> Patch.json(p -> p.move("/a", "b")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(Patch.json(p -> p.add("", JsonNumber.of(1))).body().toString()).contains("add");
  }

  @Test
  void limit_negative_throws() {
    assertThatThrownBy(() -> ListOptions.of(o -> o.limit(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void deleteCollection_byShardOrPage_isRefused() {
    for (ListOptions selection :
        List.of(
            ListOptions.of(o -> o.shardSelector("shard")),
            ListOptions.of(o -> o.continueToken("token")))) {
      assertThatThrownBy(() -> IN_NAMESPACE.deleteCollection(selection, DeleteOptions.EMPTY))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("labels or fields");
    }
  }
}
