package io.kubeweft.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubeweft.client.KubeClient;
import io.kubeweft.discovery.ApiCatalog;
import io.kubeweft.discovery.ApiGroup;
import io.kubeweft.discovery.ApiResource;
import io.kubeweft.discovery.DiscoveryOptions;
import io.kubeweft.discovery.NoMatchException;
import io.kubeweft.discovery.OpenApiDocuments;
import io.kubeweft.discovery.RestMapper;
import io.kubeweft.meta.GroupVersion;
import io.kubeweft.meta.GroupVersionKind;
import io.kubeweft.meta.GroupVersionResource;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server says of itself: resources, versions, schemas. */
@Conformance("Discovery and OpenAPI")
class DiscoveryTest {
  @RegisterExtension final Cluster cluster = new Cluster();

  @TempDir Path directory;

  private final RequestCount count = new RequestCount();

  private KubeClient connect(boolean legacy) {
    DiscoveryOptions options = DiscoveryOptions.of(o -> o.legacy(legacy).cacheDirectory(directory));
    return cluster.connect(cluster.server().admin(), c -> c.interceptor(count).discovery(options));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void catalog_whenCold_isCompleteAfterFewRequests(boolean legacy) {
    ApiCatalog catalog = connect(legacy).discovery().catalog();

    int versions = catalog.groups().stream().mapToInt(group -> group.versions().size()).sum();
    assertThat(count.requests()).hasSize(legacy ? 2 + versions : 2);
    assertThat(catalog.isComplete()).isTrue();
    assertThat(catalog.group("apps")).isNotNull();
  }

  @Test
  void catalog_inBothForms_isTheSame() {
    ApiCatalog aggregated = connect(false).discovery().catalog();
    ApiCatalog legacy =
        cluster
            .connect(
                cluster.server().admin(),
                c -> c.discovery(DiscoveryOptions.of(o -> o.legacy(true))))
            .discovery()
            .catalog();

    assertThat(sorted(legacy)).isEqualTo(sorted(aggregated));
    assertThat(legacy.groups())
        .extracting(ApiGroup::name, ApiGroup::preferredVersion)
        .containsExactlyInAnyOrderElementsOf(
            aggregated.groups().stream()
                .map(g -> Tuple.tuple(g.name(), g.preferredVersion()))
                .toList());
  }

  private static List<ApiResource> sorted(ApiCatalog catalog) {
    return catalog.resources().stream()
        .map(
            r ->
                new ApiResource(
                    r.resource(),
                    r.kind(),
                    r.singular(),
                    r.namespaced(),
                    r.verbs().stream().sorted().toList(),
                    r.shortNames(),
                    r.categories(),
                    r.subresources().stream()
                        .map(
                            s ->
                                new ApiResource.Subresource(
                                    s.name(), s.kind(), s.verbs().stream().sorted().toList()))
                        .sorted(Comparator.comparing(ApiResource.Subresource::name))
                        .toList()))
        .sorted(Comparator.comparing(r -> r.resource().toString()))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void mapper_whenWarm_takesNoRequest(boolean legacy) {
    KubeClient client = connect(legacy);
    client.discovery().catalog();
    count.clear();
    RestMapper mapper = client.discovery().mapper();

    ApiResource deployments = mapper.forName("deploy");

    assertThat(deployments.resource())
        .isEqualTo(new GroupVersionResource("apps", "v1", "deployments"));
    assertThat(mapper.forKind(new GroupVersionKind("apps", "v1", "Deployment")))
        .isEqualTo(deployments);
    assertThat(deployments.namespaced()).isTrue();
    assertThat(deployments.subresource("scale").kind().kind()).isEqualTo("Scale");
    assertThat(count.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void catalog_ofAnotherProcess_readsTheDisk(boolean legacy) {
    ApiCatalog first = connect(legacy).discovery().catalog();
    count.clear();

    assertThat(connect(legacy).discovery().catalog().groups()).isEqualTo(first.groups());
    assertThat(count.requests()).isEmpty();
  }

  @Test
  void mapper_whatTheServerDoesNotHave_isNoMatch() {
    RestMapper mapper = cluster.client().discovery().mapper();

    assertThatThrownBy(() -> mapper.forName("nothings")).isInstanceOf(NoMatchException.class);
    assertThatThrownBy(() -> mapper.forKind(new GroupVersionKind("apps", "v1", "Nothing")))
        .isInstanceOf(NoMatchException.class);
    assertThatThrownBy(() -> mapper.forKind(new GroupVersionKind("apps", "v9", "Deployment")))
        .isInstanceOf(NoMatchException.class);
  }

  @Test
  void mapper_categoriesAndShortNames_areThoseOfTheServer() {
    RestMapper mapper = cluster.client().discovery().mapper();

    assertThat(mapper.category("all"))
        .extracting(r -> r.resource().resource())
        .contains("pods", "services", "deployments", "jobs", "cronjobs", "statefulsets");
    assertThat(
            List.of("po", "svc", "cm", "sa", "pvc", "pv", "ns", "no", "ds", "rs", "sts", "netpol"))
        .allSatisfy(name -> assertThat(mapper.forName(name).shortNames()).contains(name));
  }

  @Test
  void serverVersion_isThatOfKubernetes() {
    assertThat(cluster.client().discovery().serverVersion().gitVersion()).startsWith("v1.");
    assertThat(cluster.client().discovery().serverVersion().major()).isEqualTo("1");
  }

  @Test
  void openApiV3_hasTheSchemasOfEveryVersion() {
    OpenApiDocuments openApi = cluster.client().discovery().openApi();

    assertThat(cluster.client().discovery().catalog().groups())
        .flatExtracting(ApiGroup::versions)
        .extracting(ApiGroup.Version::groupVersion)
        .allSatisfy(
            version -> {
              OpenApiDocuments.Schema document = openApi.v3(version);
              assertThat(document).as("%s", version).isNotNull();
              assertThat(document.json().getString("openapi")).startsWith("3.");
              assertThat(document.json().getObject("components", "schemas").isEmpty()).isFalse();
            });
  }

  @Test
  void openApiV3_ofOneVersion_takesTwoRequests() {
    OpenApiDocuments openApi = connect(false).discovery().openApi();

    OpenApiDocuments.Schema apps = openApi.v3(new GroupVersion("apps", "v1"));
    var again = openApi.v3(new GroupVersion("apps", "v1"));

    assertThat(again).isNotNull();
    assertThat(apps.json().getObject("paths").members().keySet())
        .anyMatch(path -> path.contains("deployments"));
    assertThat(count.requests()).hasSize(2);
  }

  @Test
  void openApiV2_hasEveryKind() {
    OpenApiDocuments.Schema document = cluster.client().discovery().openApi().v2();

    assertThat(document.json().getString("swagger")).isEqualTo("2.0");
    assertThat(document.json().getObject("definitions").members())
        .containsKeys("io.k8s.api.core.v1.Pod", "io.k8s.api.apps.v1.Deployment");
  }
}
