package io.kubeweft.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubeweft.internal.call.FakeApi;
import io.kubeweft.meta.GroupVersion;
import io.kubeweft.rest.ApiException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenApiDocumentsTest {
  private static final GroupVersion APPS = new GroupVersion("apps", "v1");
  private static final String INDEX =
      "{\"paths\":{\"api/v1\":{\"serverRelativeURL\":\"/openapi/v3/api/v1?hash=C1\"},"
          + "\"apis/apps/v1\":{\"serverRelativeURL\":\"/openapi/v3/apis/apps/v1?hash=%s\"}}}";

  @TempDir Path directory;

  private final FakeApi api =
      new FakeApi()
          .json("GET /openapi/v3", INDEX.formatted("A1"))
          .json("GET /openapi/v3/apis/apps/v1?hash=A1", "{\"openapi\":\"3.0.0\",\"n\":1}")
          .json("GET /openapi/v3/apis/apps/v1?hash=A2", "{\"openapi\":\"3.0.0\",\"n\":2}")
          .json("GET /openapi/v3/api/v1?hash=C1", "{\"openapi\":\"3.0.0\",\"n\":3}");

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  private DiscoveryClient client() {
    return new DiscoveryClient(
        api.rest(), DiscoveryOptions.of(o -> o.cacheDirectory(null)), this::tick);
  }

  /** A clock that never says the same twice, as a real one. */
  private Instant tick() {
    now = now.plusNanos(1000);
    return now;
  }

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void v3_isReadOnceForEachHash() {
    DiscoveryClient client = client();

    assertThat(client.openApi().v3(APPS).json().getLong("n")).isEqualTo(1);
    assertThat(client.openApi().v3(APPS).json().getLong("n")).isEqualTo(1);
    assertThat(client.openApi().v3(new GroupVersion("", "v1")).json().getLong("n")).isEqualTo(3);

    assertThat(api.requests())
        .containsExactly(
            "GET /openapi/v3",
            "GET /openapi/v3/apis/apps/v1?hash=A1",
            "GET /openapi/v3/api/v1?hash=C1");
  }

  @Test
  void v3_afterInvalidate_readsOnlyWhatHasChanged() {
    DiscoveryClient client = client();
    client.openApi().v3(APPS);
    client.openApi().v3("api/v1");
    api.json("GET /openapi/v3", INDEX.formatted("A2"));
    api.clear();

    client.invalidate();

    assertThat(client.openApi().v3(APPS).json().getLong("n")).isEqualTo(2);
    assertThat(client.openApi().v3("api/v1").json().getLong("n")).isEqualTo(3);
    assertThat(api.requests())
        .containsExactly("GET /openapi/v3", "GET /openapi/v3/apis/apps/v1?hash=A2");
  }

  @Test
  void v3_onDisk_isReadByNoOtherProcess() {
    DiscoveryOptions options = DiscoveryOptions.of(o -> o.cacheDirectory(directory));
    new DiscoveryClient(api.rest(), options, this::tick).openApi().v3(APPS);
    api.clear();
    now = now.plus(Duration.ofDays(30));

    new DiscoveryClient(api.rest(), options, this::tick).openApi().v3(APPS);

    assertThat(api.requests()).containsExactly("GET /openapi/v3");
  }

  @Test
  void v3_ofUnknownVersion_looksAgainAndIsNull() {
    DiscoveryClient client = client();
    client.openApi().v3Paths();
    api.clear();

    assertThat(client.openApi().v3(new GroupVersion("example.com", "v1"))).isNull();

    assertThat(api.requests()).containsExactly("GET /openapi/v3");
  }

  @Test
  void v3Paths_areThoseOfTheIndex() {
    assertThat(client().openApi().v3Paths()).containsExactly("api/v1", "apis/apps/v1");
  }

  @Test
  void documents_ofAServerWithoutThem_fail() {
    assertThatThrownBy(() -> client().openApi().v2())
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.isNotFound()).isTrue());
  }
}
