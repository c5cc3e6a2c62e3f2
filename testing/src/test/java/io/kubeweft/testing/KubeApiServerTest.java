package io.kubeweft.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kubeweft.client.FanOut;
import io.kubeweft.client.KubeClient;
import io.kubeweft.meta.ObjectMeta;
import io.kubeweft.meta.OwnerReference;
import io.kubeweft.resource.ApplyOptions;
import io.kubeweft.resource.ItemStream;
import io.kubeweft.resource.Patch;
import io.kubeweft.resource.ResourceClient;
import io.kubeweft.resource.Watch;
import io.kubeweft.resource.WatchEvent;
import io.kubeweft.rest.ApiException;
import io.kubeweft.rest.RestRequest;
import io.kubeweft.rest.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KubeApiServerTest {
  private final KubeApiServer server = KubeApiServer.start();
  private final KubeClient client = KubeClient.connect(server.clientConfig());
  private final ResourceClient<ConfigMap> configMaps = client.resource(ConfigMap.TYPE, "default");

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  private static ApiException failure(ThrowingCallable call) {
    return catchThrowableOfType(ApiException.class, call);
  }

  @Test
  void create_object_getsWhatTheServerDecides() {
    ConfigMap created = configMaps.create(ConfigMap.of("a", Map.of("k", "v")));

    assertThat(created.metadata().uid()).isNotEmpty();
    assertThat(created.metadata().creationTimestamp()).isNotNull();
    assertThat(created.metadata().namespace()).isEqualTo("default");
    assertThat(configMaps.get("a")).isEqualTo(created);
  }

  @Test
  void create_generateName_isMadeUnique() {
    ConfigMap pattern =
        ConfigMap.of("", Map.of()).withMeta(ObjectMeta.of(m -> m.generateName("a-")));

    String first = configMaps.create(pattern).metadata().name();
    String second = configMaps.create(pattern).metadata().name();

    assertThat(first).matches("a-[a-z0-9]{5}");
    assertThat(second).isNotEqualTo(first);
  }

  @Test
  void create_twice_saysAlreadyExists() {
    configMaps.create(ConfigMap.of("a", Map.of()));

    ApiException failure = failure(() -> configMaps.create(ConfigMap.of("a", Map.of())));

    assertThat(failure.isAlreadyExists()).isTrue();
  }

  @Test
  void create_badName_saysInvalidWithTheField() {
    ApiException failure = failure(() -> configMaps.create(ConfigMap.of("A_b", Map.of())));

    assertThat(failure.isInvalid()).isTrue();
    assertThat(failure.status().details().causes().getFirst().field()).isEqualTo("metadata.name");
  }

  @Test
  void create_unknownNamespace_saysNotFound() {
    ResourceClient<ConfigMap> nowhere = client.resource(ConfigMap.TYPE, "nowhere");

    ApiException failure = failure(() -> nowhere.create(ConfigMap.of("a", Map.of())));

    assertThat(failure.isNotFound()).isTrue();
    assertThat(failure).hasMessageContaining("namespaces \"nowhere\" not found");
  }

  @Test
  void update_oldVersion_saysConflict() {
    ConfigMap first = configMaps.create(ConfigMap.of("a", Map.of("k", "1")));
    configMaps.update(first.withData(Map.of("k", "2")));

    ApiException failure = failure(() -> configMaps.update(first.withData(Map.of("k", "3"))));

    assertThat(failure.isConflict()).isTrue();
    assertThat(configMaps.get("a").data()).containsEntry("k", "2");
  }

  @Test
  void update_nothing_keepsTheVersion() {
    ConfigMap first = configMaps.create(ConfigMap.of("a", Map.of("k", "1")));

    ConfigMap second = configMaps.update(first);

    assertThat(second.metadata().resourceVersion()).isEqualTo(first.metadata().resourceVersion());
  }

  @Test
  void patch_jsonAndMerge_changeWhatTheySay() {
    configMaps.create(ConfigMap.of("a", Map.of("k", "1", "gone", "x")));

    configMaps.patch("a", Patch.merge("{\"data\":{\"gone\":null,\"m\":\"2\"}}"));
    ConfigMap patched = configMaps.patch("a", Patch.json(p -> p.replace("/data/k", "3")));

    assertThat(patched.data()).containsOnly(Map.entry("k", "3"), Map.entry("m", "2"));
  }

  @Test
  void apply_fieldOfAnotherManager_conflictsUnlessForced() {
    configMaps.apply(ConfigMap.of("a", Map.of("k", "1")), ApplyOptions.fieldManager("first"));
    ConfigMap other = ConfigMap.of("a", Map.of("k", "2"));

    ApiException failure =
        failure(() -> configMaps.apply(other, ApplyOptions.fieldManager("second")));
    ConfigMap forced = configMaps.apply(other, ApplyOptions.fieldManager("second").forced());

    assertThat(failure.isConflict()).isTrue();
    assertThat(failure).hasMessageContaining("conflict with \"first\": .data.k");
    assertThat(forced.data()).containsEntry("k", "2");
  }

  @Test
  void apply_fieldLeftOut_isRemovedUnlessSomebodyElseOwnsIt() {
    ApplyOptions first = ApplyOptions.fieldManager("first");
    configMaps.apply(ConfigMap.of("a", Map.of("own", "1", "shared", "1")), first);
    configMaps.apply(ConfigMap.of("a", Map.of("shared", "1")), ApplyOptions.fieldManager("second"));

    ConfigMap applied = configMaps.apply(ConfigMap.of("a", Map.of("new", "1")), first);

    assertThat(applied.data()).containsOnlyKeys("shared", "new");
  }

  @Test
  void items_pages_areOneState() {
    for (int i = 0; i < 7; i++) {
      configMaps.create(ConfigMap.of("m" + i, Map.of()));
    }
    List<String> names = new ArrayList<>();

    try (ItemStream<ConfigMap> items = configMaps.items(o -> o.limit(3))) {
      for (ConfigMap each : items) {
        if (names.isEmpty()) {
          configMaps.delete("m6");
        }
        names.add(each.metadata().name());
      }
    }

    assertThat(names).containsExactly("m0", "m1", "m2", "m3", "m4", "m5", "m6");
  }

  @Test
  void list_continueAfterCompaction_saysExpired() {
    for (int i = 0; i < 3; i++) {
      configMaps.create(ConfigMap.of("m" + i, Map.of()));
    }
    String token = configMaps.list(o -> o.limit(1)).metadata().continueToken();
    configMaps.delete("m2");
    server.compact();

    ApiException failure = failure(() -> configMaps.list(o -> o.limit(1).continueToken(token)));

    assertThat(failure.code()).isEqualTo(410);
  }

  @Test
  void watch_objectsThatEnterAndLeaveTheSelection_areAddedAndDeleted() {
    ConfigMap plain = configMaps.create(ConfigMap.of("a", Map.of()));
    try (Watch<ConfigMap> watch = configMaps.watch(o -> o.labelSelector("on=yes"))) {
      Patch on = Patch.merge("{\"metadata\":{\"labels\":{\"on\":\"yes\"}}}");
      Patch off = Patch.merge("{\"metadata\":{\"labels\":{\"on\":\"no\"}}}");
      configMaps.patch("a", on);
      configMaps.patch("a", off);

      WatchEvent<ConfigMap> first = watch.next();
      WatchEvent<ConfigMap> second = watch.next();

      assertThat(plain.metadata().labels()).isEmpty();
      assertThat(first).isInstanceOf(WatchEvent.Added.class);
      assertThat(second).isInstanceOf(WatchEvent.Deleted.class);
    }
  }

  @Test
  void watch_initialEvents_endWithTheirBookmark() {
    configMaps.create(ConfigMap.of("a", Map.of()));
    try (Watch<ConfigMap> watch =
        configMaps.watch(o -> o.sendInitialEvents(true).allowBookmarks(true))) {

      WatchEvent<ConfigMap> first = watch.next();
      WatchEvent<ConfigMap> second = watch.next();

      assertThat(first).isInstanceOf(WatchEvent.Added.class);
      assertThat(second)
          .isInstanceOfSatisfying(
              WatchEvent.Bookmark.class, b -> assertThat(b.initialEventsEnd()).isTrue());
    }
  }

  @Test
  void watch_nothingSelected_endsAfterABookmark() {
    String version = configMaps.list().metadata().resourceVersion();
    try (Watch<ConfigMap> watch =
        configMaps.watch(
            o ->
                o.resourceVersion(version)
                    .allowBookmarks(true)
                    .labelSelector("a=b")
                    .timeoutSeconds(3)
                    .resume(false))) {
      String last = configMaps.create(ConfigMap.of("a", Map.of())).metadata().resourceVersion();

      WatchEvent<ConfigMap> event = watch.next();

      assertThat(event)
          .isInstanceOfSatisfying(
              WatchEvent.Bookmark.class, b -> assertThat(b.resourceVersion()).isEqualTo(last));
      assertThat(watch.next()).isNull();
    }
  }

  @Test
  void watch_compactedVersion_endsWithAnError() {
    String old = configMaps.create(ConfigMap.of("a", Map.of())).metadata().resourceVersion();
    configMaps.delete("a");
    server.compact();
    try (Watch<ConfigMap> watch = configMaps.watch(o -> o.resourceVersion(old))) {

      WatchEvent<ConfigMap> event = watch.next();

      assertThat(event)
          .isInstanceOfSatisfying(
              WatchEvent.Error.class, e -> assertThat(e.status().code()).isEqualTo(410));
      assertThat(watch.next()).isNull();
    }
  }

  @Test
  void restart_watch_goesOnWithoutLoss() {
    try (Watch<ConfigMap> watch = configMaps.watch()) {
      configMaps.create(ConfigMap.of("a", Map.of()));
      assertThat(watch.next()).isInstanceOf(WatchEvent.Added.class);
      server.restart();
      configMaps.delete("a");

      WatchEvent<ConfigMap> event = watch.next();

      assertThat(event).isInstanceOf(WatchEvent.Deleted.class);
    }
  }

  @Test
  void delete_finalizers_areWaitedFor() {
    configMaps.create(
        ConfigMap.of("a", Map.of())
            .withMeta(ObjectMeta.of(m -> m.name("a").finalizers(List.of("example.com/x")))));

    configMaps.delete("a");
    ConfigMap terminating = configMaps.get("a");
    configMaps.removeFinalizer("a", "example.com/x");

    assertThat(terminating.metadata().deletionTimestamp()).isNotNull();
    assertThat(configMaps.find("a")).isNull();
  }

  @Test
  void delete_owner_deletesDependents() {
    ConfigMap owner = configMaps.create(ConfigMap.of("owner", Map.of()));
    OwnerReference reference =
        OwnerReference.of(
            o -> o.apiVersion("v1").kind("ConfigMap").name("owner").uid(owner.metadata().uid()));
    configMaps.create(
        ConfigMap.of("dependent", Map.of())
            .withMeta(ObjectMeta.of(m -> m.name("dependent").ownerReferences(List.of(reference)))));

    configMaps.delete("owner");

    assertThat(configMaps.find("dependent")).isNull();
  }

  @Test
  void delete_namespace_emptiesIt() {
    client
        .rest()
        .send(
            RestRequest.builder(Verb.CREATE, "/api/v1/namespaces")
                .json("{\"metadata\":{\"name\":\"own\"}}")
                .build());
    ResourceClient<ConfigMap> own = client.resource(ConfigMap.TYPE, "own");
    own.create(ConfigMap.of("a", Map.of()));

    client.rest().send(RestRequest.builder(Verb.DELETE, "/api/v1/namespaces/own").build());

    assertThat(own.find("a")).isNull();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void gets_beyondTheLimitOfStreamsBesideWatches_allSucceed(boolean encrypted) {
    try (KubeApiServer own =
            KubeApiServer.start(
                b -> {
                  if (encrypted) {
                    b.tls();
                  }
                });
        KubeClient busy = KubeClient.connect(own.clientConfig())) {
      ResourceClient<ConfigMap> maps = busy.resource(ConfigMap.TYPE, "default");
      maps.create(ConfigMap.of("a", Map.of()));
      List<Watch<ConfigMap>> watches = new ArrayList<>();
      for (int i = 0; i < 150; i++) {
        watches.add(maps.watch());
      }

      List<ConfigMap> all =
          FanOut.inFlight(300).map(IntStream.range(0, 300).boxed().toList(), i -> maps.get("a"));
      maps.delete("a");

      assertThat(all).hasSize(300);
      for (Watch<ConfigMap> watch : watches) {
        assertThat(watch.next()).isInstanceOf(WatchEvent.Added.class);
        assertThat(watch.next()).isInstanceOf(WatchEvent.Deleted.class);
        watch.close();
      }
    }
  }

  @Test
  void goAway_callsUnderWay_allSucceed() {
    try (KubeApiServer own = KubeApiServer.start(b -> b.tls());
        KubeClient busy = KubeClient.connect(own.clientConfig())) {
      ResourceClient<ConfigMap> maps = busy.resource(ConfigMap.TYPE, "default");
      maps.create(ConfigMap.of("a", Map.of()));

      List<ConfigMap> all =
          FanOut.inFlight(32)
              .map(
                  IntStream.range(0, 640).boxed().toList(),
                  i -> {
                    if (i % 64 == 0) {
                      own.goAway();
                    }
                    return maps.get("a");
                  });

      assertThat(all).hasSize(640);
    }
  }

  @Test
  void clientCertificate_isWhoCalls() {
    try (KubeApiServer own = KubeApiServer.start(b -> b.tls().withoutAnonymous());
        KubeClient jane =
            KubeClient.connect(
                own.clientConfig()
                    .with(b -> b.authentication(null).tls(own.clientCertificate("jane", "dev"))))) {
      String review =
          "{\"apiVersion\":\"authentication.k8s.io/v1\",\"kind\":\"SelfSubjectReview\"}";

      String answer =
          jane.rest()
              .send(
                  RestRequest.builder(
                          Verb.CREATE, "/apis/authentication.k8s.io/v1/selfsubjectreviews")
                      .json(review)
                      .build())
              .text();

      assertThat(answer).contains("\"username\":\"jane\"").contains("\"dev\"");
    }
  }

  @Test
  void noCredentials_withoutAnonymous_isUnauthorized() {
    try (KubeApiServer own = KubeApiServer.start(b -> b.withoutAnonymous());
        KubeClient nobody =
            KubeClient.connect(own.clientConfig().with(b -> b.authentication(null)))) {

      ApiException failure = failure(() -> nobody.rest().send(RestRequest.get("/version")));

      assertThat(failure.isUnauthorized()).isTrue();
    }
  }
}
