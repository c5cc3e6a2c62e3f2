package io.kubeweft.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeweft.internal.call.FakeApi;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiskCacheTest {
  @TempDir Path directory;

  private final FakeApi api =
      FakeCluster.aggregated()
          .document("GET /openapi/v2", "application/json", "\"v2-1\"", "{\"swagger\":\"2.0\"}");

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  /** Another process, as far as the cache is concerned. */
  private DiscoveryClient process() {
    return process(directory);
  }

  private DiscoveryClient process(Path cache) {
    DiscoveryOptions options = DiscoveryOptions.of(o -> o.cacheDirectory(cache));
    return new DiscoveryClient(api.rest(), options, () -> now);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void secondProcess_asksNothing() {
    ApiCatalog first = process().catalog();
    api.clear();

    ApiCatalog second = process().catalog();

    assertThat(second.groups()).isEqualTo(first.groups());
    assertThat(api.requests()).isEmpty();
  }

  @Test
  void secondProcess_afterTimeToLive_sendsTheEtag() {
    process().catalog();
    api.clear();
    now = now.plus(Duration.ofHours(6));

    process().catalog();

    assertThat(api.calls())
        .hasSize(2)
        .allSatisfy(call -> assertThat(FakeApi.header(call, "If-None-Match")).isNotEmpty());
  }

  @Test
  void notModified_isValidForAnotherTimeToLive() {
    process().catalog();
    now = now.plus(Duration.ofHours(6));
    process().catalog();
    api.clear();
    now = now.plus(Duration.ofHours(5));

    process().catalog();

    assertThat(api.requests()).isEmpty();
  }

  @Test
  void timeToLive_beginsWithTheAnswerAndNotWithTheProcess() {
    process().catalog();
    now = now.plus(Duration.ofHours(5));
    DiscoveryClient second = process();
    second.catalog();
    api.clear();
    now = now.plus(Duration.ofHours(2));

    second.catalog();

    assertThat(api.requests()).hasSize(2);
  }

  @Test
  void miss_inACachedCatalog_asksTheServer() {
    process().catalog();
    api.clear();
    DiscoveryClient second = process();

    assertThat(second.mapper().allForName("tabs")).isEmpty();
    assertThat(second.mapper().allForName("pods")).hasSize(1);

    assertThat(api.requests()).containsExactlyInAnyOrder("GET /api", "GET /apis");
  }

  @Test
  void file_fromTheFuture_isNotTrusted() throws IOException {
    process().catalog();
    api.clear();
    for (Path file : files()) {
      Files.setLastModifiedTime(file, FileTime.from(now.plusSeconds(1)));
    }

    process().catalog();

    assertThat(api.requests()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"truncated", "empty", "flipped", "garbage", "swapped"})
  void corruptFile_isAMissAndIsReplaced(String damage) throws IOException {
    ApiCatalog first = process().catalog();
    damage(damage);
    api.clear();

    ApiCatalog second = process().catalog();

    assertThat(second.groups()).isEqualTo(first.groups());
    assertThat(api.calls())
        .hasSize(2)
        .allSatisfy(call -> assertThat(FakeApi.header(call, "If-None-Match")).isEmpty());
    api.clear();
    process().catalog();
    assertThat(api.requests()).isEmpty();
  }

  private void damage(String damage) throws IOException {
    List<Path> files = files();
    if (damage.equals("swapped")) {
      byte[] first = Files.readAllBytes(files.get(0));
      write(files.get(0), Files.readAllBytes(files.get(1)));
      write(files.get(1), first);
      return;
    }
    for (Path file : files) {
      byte[] content = Files.readAllBytes(file);
      switch (damage) {
        case "truncated" -> content = Arrays.copyOf(content, content.length - 1);
        case "empty" -> content = new byte[0];
        case "flipped" -> content[content.length / 2] ^= 1;
        default ->
            content =
                "not a cache file".repeat(20).getBytes(java.nio.charset.StandardCharsets.UTF_8);
      }
      write(file, content);
    }
  }

  private void write(Path file, byte[] content) throws IOException {
    Files.write(file, content);
    Files.setLastModifiedTime(file, FileTime.from(now));
  }

  @Test
  void directory_ofAServer_isNamedAfterIt() {
    DiscoveryOptions options =
        DiscoveryOptions.of(
            o -> o.cacheDirectory(directory, URI.create("https://[::1]:6443/clusters/a")));

    assertThat(options.cacheDirectory()).isEqualTo(directory.resolve("_1_6443_clusters_a"));
  }

  @Test
  void directory_thatCanNotBeWritten_costsOnlyRequests() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));

    ApiCatalog catalog = process(file.resolve("below-a-file")).catalog();

    assertThat(catalog.group("apps")).isNotNull();
  }

  @Test
  void writers_atOnce_leaveWholeFilesAndNoOthers() throws Exception {
    int processes = 32;

    List<Future<ApiCatalog>> catalogs = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < processes; i++) {
        catalogs.add(threads.submit(() -> process().refresh()));
      }
    }

    for (Future<ApiCatalog> catalog : catalogs) {
      assertThat(catalog.get().group("apps")).isNotNull();
    }
    api.clear();
    process().catalog();
    assertThat(api.requests()).isEmpty();
    assertThat(files()).hasSize(2);
  }

  @Test
  void openApiV2_isAskedForByItsEtag() {
    process().openApi().v2();
    api.clear();
    assertThat(process().openApi().v2().text()).isEqualTo("{\"swagger\":\"2.0\"}");
    assertThat(api.requests()).isEmpty();
    now = now.plus(Duration.ofHours(6));

    assertThat(process().openApi().v2().text()).isEqualTo("{\"swagger\":\"2.0\"}");

    assertThat(FakeApi.header(api.calls().get(0), "If-None-Match")).isEqualTo("\"v2-1\"");
  }
}
