package io.kubeweft.codegen;

import io.kubeweft.client.KubeClient;
import io.kubeweft.discovery.OpenApiDocuments;
import io.kubeweft.dynamic.Unstructured;
import io.kubeweft.json.Json;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.Yaml;
import io.kubeweft.resource.ResourceClient;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Brings what a cluster says of its API into files, which are then committed. */
final class Fetch {
  private final KubeClient client;
  private final Path folder;
  private final PrintStream out;

  Fetch(KubeClient client, Path folder, PrintStream out) {
    this.client = client;
    this.folder = folder;
    this.out = out;
  }

  void run() throws IOException {
    fetchOpenApi();
    fetchDefinitions();
  }

  private void fetchOpenApi() throws IOException {
    OpenApiDocuments documents = client.discovery().openApi();
    List<String> paths = List.copyOf(documents.v3Paths());
    for (int i = 0; i < paths.size(); i++) {
      String path = paths.get(i);
      var document = documents.v3(path);
      if (document != null) {
        write("openapi", path.replace('/', '_') + ".json", document.bytes(), i + 1, paths.size());
      }
    }
  }

  private void fetchDefinitions() throws IOException {
    ResourceClient<Unstructured> crds =
        client.dynamic().forName("customresourcedefinitions.apiextensions.k8s.io", null);
    List<Unstructured> all = crds.list().items();
    for (int i = 0; i < all.size(); i++) {
      Unstructured crd = all.get(i);
      JsonObject tree = (JsonObject) Json.toTree(Unstructured.CODEC, crd);
      JsonObject metadata = JsonObject.of("name", new JsonString(crd.metadata().name()));
      String yaml = Yaml.write(tree.without("status").with("metadata", metadata));
      write(
          "crds",
          crd.metadata().name() + ".yaml",
          yaml.getBytes(StandardCharsets.UTF_8),
          i + 1,
          all.size());
    }
  }

  private void write(String kind, String name, byte[] bytes, int number, int of)
      throws IOException {
    Path file = folder.resolve(kind).resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
    out.printf("%s %d of %d: %s%n", kind, number, of, file);
  }
}
