package io.kubeweft.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeweft.benchmarks.harness.BenchServer;
import io.kubeweft.benchmarks.harness.PodText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a process loads until its first typed get, or a first sync, is done: each class costs it up
 * to a millisecond.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class StartTest {
  @TempDir private Path directory;

  @Test
  void firstGet_ofFreshProcess_loadsNothingThatItDoesNotNeed() throws Exception {
    PodText pod = PodText.of(1);
    List<String> loaded = loadedBy("startup", "0", pod.namespace() + "/" + pod.name());

    assertThat(loaded).contains("io.kubeweft.api.core.v1.PodSpec", "java.net.http.HttpClient");
    assertThat(loaded)
        .as("switches over types are linked at run time")
        .noneMatch(name -> name.startsWith("io.kubeweft.") && name.contains("$$TypeSwitch"));
    assertThat(loaded).as("there is nothing to log").doesNotContain("java.util.logging.LogManager");
    assertThat(loaded)
        .as("nothing is built")
        .noneMatch(name -> name.startsWith("io.kubeweft.api.") && name.endsWith("$Builder"));
    assertThat(loaded)
        .as("nobody asked what the server has")
        .doesNotContain(
            "io.kubeweft.discovery.DiscoveryClient", "io.kubeweft.dynamic.DynamicClient");
  }

  @Test
  void firstSync_ofFreshProcess_loadsNothingThatItDoesNotNeed() throws Exception {
    List<String> loaded = loadedBy("sync", "10");

    assertThat(loaded)
        .contains("io.kubeweft.api.core.v1.PodSpec", "io.kubeweft.informer.SharedInformer");
    assertThat(loaded).as("there is nothing to log").doesNotContain("java.util.logging.LogManager");
  }

  /** Returns the classes that a measurement of ten pods loads. */
  private List<String> loadedBy(String measurement, String... more)
      throws IOException, InterruptedException {
    Path log = directory.resolve("classes");
    try (BenchServer server = BenchServer.start(10)) {
      List<String> arguments = new ArrayList<>(List.of(measurement, server.url()));
      arguments.addAll(List.of(more));
      SubjectProcess.run(
          directory,
          List.of("-Xlog:class+load:file=" + log + ":none"),
          arguments.toArray(String[]::new));
    }
    try (Stream<String> lines = Files.lines(log)) {
      return lines.map(line -> line.substring(0, line.indexOf(' '))).toList();
    }
  }
}
