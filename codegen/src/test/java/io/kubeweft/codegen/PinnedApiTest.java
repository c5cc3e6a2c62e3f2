package io.kubeweft.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeweft.codegen.Generator.Input;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Nothing of the pinned API is lost on the way from its facts to the plan. */
class PinnedApiTest {
  private static final Path FACTS = Path.of("../src-gen/src/main/spec/kubernetes-1.36.json");

  private static Input facts() throws IOException {
    return new Input("facts", Files.readString(FACTS));
  }

  @Test
  void plan_definitions_areModelsOrMapped() throws IOException {
    Plan plan = Generator.plan(List.of(facts()), "io.kubeweft.api", Map.of());
    Spec spec = SpecReader.read(List.of(new SpecReader.Source("facts", facts().text())));

    assertThat(spec.definitions()).hasSize(771);
    assertThat(plan.models().size() + plan.mapped().size()).isEqualTo(771);
  }

  /** One that changes nothing any more is to be removed. */
  @Test
  void fixUps_stillApply() throws IOException {
    Spec pinned = SpecReader.read(List.of(new SpecReader.Source("facts", facts().text())));
    String crd = Files.readString(Path.of("src/test/resources/crontabs.yaml"));
    Spec custom = SpecReader.read(List.of(new SpecReader.Source("crd", crd)));
    String openApi = Files.readString(Path.of("src/test/resources/crontabs-openapi.json"));
    Spec served = SpecReader.read(List.of(new SpecReader.Source("openapi", openApi)));

    for (FixUp fixUp : FixUp.values()) {
      Spec spec =
          switch (fixUp) {
            case LOG_IS_TEXT -> pinned;
            case SCALE_IS_DESCRIBED -> custom;
            case SCALE_IS_A_SCALE, CUSTOM_GROUPS_ARE_BACKWARDS -> served;
          };
      assertThat(fixUp.apply(spec)).as(fixUp.name()).isNotEqualTo(spec);
    }
  }

  @Test
  void renames_areAllNeeded() throws IOException {
    String text = facts().text();

    assertThat(Names.RENAMED.keySet()).allSatisfy(n -> assertThat(text).contains("\"" + n + "\":"));
  }

  @Test
  void plan_scale_isTypedInEveryGroup() throws IOException {
    Plan plan = Generator.plan(List.of(facts()), "io.kubeweft.api", Map.of());

    List<String> scales =
        plan.groups().stream()
            .flatMap(g -> g.resources().stream())
            .flatMap(
                r ->
                    r.subresources().stream()
                        .filter(s -> s.name().equals("scale"))
                        .map(s -> r.plural() + ": " + s.body().packageName()))
            .toList();
    assertThat(scales)
        .containsExactlyInAnyOrder(
            "deployments: io.kubeweft.api.autoscaling.v1",
            "replicasets: io.kubeweft.api.autoscaling.v1",
            "statefulsets: io.kubeweft.api.autoscaling.v1",
            "replicationcontrollers: io.kubeweft.api.autoscaling.v1");
  }

  @Test
  void plan_subresources_haveTheVerbsOfTheirPaths() throws IOException {
    Plan plan = Generator.plan(List.of(facts()), "io.kubeweft.api", Map.of());

    Map<Plan.Part, Set<String>> parts = new TreeMap<>();
    plan.groups().stream()
        .flatMap(g -> g.resources().stream())
        .flatMap(r -> r.subresources().stream())
        .forEach(s -> parts.computeIfAbsent(s.part(), p -> new TreeSet<>()).add(s.name()));
    assertThat(parts)
        .hasToString(
            "{CHANGED=[approval, ephemeralcontainers, resize, scale, status],"
                + " CREATED=[binding, eviction, token], REPLACED=[finalize], LOG=[log]}");
  }

  @Test
  void plan_paths_areClientsOrSubresourcesOrExcludedByName() throws IOException {
    Plan plan = Generator.plan(List.of(facts()), "io.kubeweft.api", Map.of());
    Spec spec = SpecReader.read(List.of(new SpecReader.Source("facts", facts().text())));
    Set<String> covered = new HashSet<>(plan.exclusions().keySet());
    for (Plan.Group group : plan.groups()) {
      String base =
          group.group().isEmpty()
              ? "/api/" + group.version() + "/"
              : "/apis/" + group.group() + "/" + group.version() + "/";
      for (Plan.Resource resource : group.resources()) {
        String scoped = resource.namespaced() ? "namespaces/{namespace}/" : "";
        String object = base + scoped + resource.plural() + "/{name}";
        covered.addAll(
            List.of(base + resource.plural(), base + scoped + resource.plural(), object));
        resource.subresources().forEach(s -> covered.add(object + "/" + s.name()));
      }
    }

    assertThat(spec.operations()).isNotEmpty();
    assertThat(spec.operations()).allSatisfy(o -> assertThat(covered).contains(o.path()));
    assertThat(plan.exclusions().values()).containsOnly("a stream");
  }
}
