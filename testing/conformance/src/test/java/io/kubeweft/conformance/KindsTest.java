package io.kubeweft.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeweft.client.KubeClient;
import io.kubeweft.discovery.ApiResource;
import io.kubeweft.meta.GroupVersionResource;
import io.kubeweft.meta.KubernetesObject;
import io.kubeweft.resource.ResourceType;
import io.kubeweft.rest.WarningHandler;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every resource that the server offers, through its generated type. */
@Conformance("Resources")
class KindsTest {
  @RegisterExtension final Cluster cluster = new Cluster();

  /** What the server offers, but for what is not its own: custom and aggregated resources. */
  static Stream<Named<ApiResource>> served(Run run) {
    try (KubeClient client =
        KubeClient.builder(run.server().admin()).warnings(WarningHandler.IGNORE).build()) {
      Set<String> foreign = foreignGroups(client);
      return client.discovery().catalog().resources().stream()
          .filter(resource -> !foreign.contains(resource.resource().group()))
          .map(resource -> Named.of(label(resource.resource()), resource))
          .toList()
          .stream();
    }
  }

  static Set<String> foreignGroups(KubeClient client) {
    Set<String> groups =
        client.dynamic().forName("crds", null).list().items().stream()
            .map(crd -> crd.getString("spec", "group"))
            .collect(Collectors.toCollection(TreeSet::new));
    client.dynamic().forName("apiservices", null).list().items().stream()
        .filter(service -> service.get("spec", "service") != null)
        .forEach(service -> groups.add(service.getString("spec", "group")));
    return groups;
  }

  private static String label(GroupVersionResource resource) {
    String group = resource.group().isEmpty() ? "" : resource.group() + "/";
    return group + resource.version() + " " + resource.resource();
  }

  @ParameterizedTest
  @MethodSource("served")
  void object_ofEveryKind_goesThroughItsLife(ApiResource resource) {
    ResourceType<?> type = Kinds.type(resource.resource());
    Kinds.Kind kind = Kinds.find(resource.resource(), resource.kind().kind());

    assertThat(type).as("type of %s", resource.resource()).isNotNull();
    assertThat(kind).as("entry of %s in kinds.yaml", resource.resource()).isNotNull();
    assertThat(type.kind()).isEqualTo(resource.kind());
    assertThat(type instanceof ResourceType.Namespaced<?>).isEqualTo(resource.namespaced());
    String exercised = live(resource, type, kind);

    String note = kind.dryRun().isEmpty() ? "" : " (on trial only: " + kind.dryRun() + ")";
    String verbs = String.join(", ", new TreeSet<>(resource.verbs()));
    cluster.run().kind(new Run.KindRow(label(resource.resource()), verbs, exercised + note));
  }

  private <T extends KubernetesObject> String live(
      ApiResource resource, ResourceType<T> type, Kinds.Kind kind) {
    return new Life<>(cluster, resource, type, kind).run();
  }

  @Test
  void mapper_findsEveryResource_byResourceKindAndName() {
    var catalog = cluster.client().discovery().catalog();
    var mapper = cluster.client().discovery().mapper();

    assertThat(catalog.resources())
        .isNotEmpty()
        .allSatisfy(
            resource -> {
              GroupVersionResource name = resource.resource();
              assertThat(mapper.forResource(name)).isEqualTo(resource);
              assertThat(mapper.forKind(resource.kind()).kind()).isEqualTo(resource.kind());
              assertThat(mapper.allForName(name.groupResource())).isNotEmpty();
              assertThat(mapper.forName(name.groupResource()).resource().groupResource())
                  .isEqualTo(name.groupResource());
            });
  }
}
