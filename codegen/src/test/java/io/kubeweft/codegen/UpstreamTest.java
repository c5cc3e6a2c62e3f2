package io.kubeweft.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.kubeweft.codegen.Generator.Input;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Over the upstream documents, which are not in this repository. */
class UpstreamTest {
  private static final Path SHARED = Path.of("../../shared");
  private static final Path FACTS = Path.of("../src-gen/src/main/spec/kubernetes-1.36.json");

  /** CI must have them; in a lone clone these tests are skipped aloud. */
  static Path shared(String name) {
    Path path = SHARED.resolve(name);
    if (!Files.exists(path)) {
      if ("true".equals(System.getenv("CI"))) {
        throw new AssertionError(path.toAbsolutePath().normalize() + " is missing");
      }
      abort("skipped: " + path.toAbsolutePath().normalize() + " is missing");
    }
    return path;
  }

  static List<Input> documents(Path folder) throws IOException {
    List<Input> documents = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        documents.add(new Input(file.getFileName().toString(), Files.readString(file)));
      }
    }
    return documents;
  }

  @Test
  void facts_upstreamDocuments_areTheCommittedFile() throws IOException {
    String facts = Facts.of(documents(shared("openapi/v3")), "v1.36.0");

    assertThat(facts).isEqualTo(Files.readString(FACTS));
  }

  @Test
  void plan_v2AndV3_haveTheSameSurfaceButForZeroValues() throws IOException {
    Path v2 = shared("openapi/kubernetes-1.36.0-swagger.json");
    Plan fromV2 = Generator.plan(List.of(new Input("v2", Files.readString(v2))), "api", Map.of());
    Plan fromV3 =
        Generator.plan(List.of(new Input("v3", Files.readString(FACTS))), "api", Map.of());

    assertThat(withoutZeroValues(fromV3)).isEqualTo(withoutZeroValues(fromV2));
  }

  /** Swagger does not say what has a default. */
  private static List<String> withoutZeroValues(Plan plan) {
    return Surface.of(plan).entrySet().stream()
        .map(line -> line.toString().replace(", zero if absent", ""))
        .toList();
  }

  @Test
  void generate_customResources_works() throws IOException {
    for (Input crd : documents(shared("crds"))) {
      assertThat(Generator.generate(List.of(crd), "com.example", Map.of()))
          .as(crd.name())
          .isNotEmpty();
    }
  }
}
