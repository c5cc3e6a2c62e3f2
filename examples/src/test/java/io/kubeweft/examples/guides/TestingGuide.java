package io.kubeweft.examples.guides;

import io.kubeweft.api.ClientSet;
import io.kubeweft.api.core.v1.ConfigMap;
import io.kubeweft.client.KubeClient;
import io.kubeweft.testing.KubeApiServer;

/** What docs/guides/testing.md shows; it is compiled, and not run. */
@SuppressWarnings("unused") // each piece is for the reader
final class TestingGuide {
  private TestingGuide() {}

  static void server() throws Exception {
    try (KubeApiServer server = KubeApiServer.start();
        KubeClient client = KubeClient.connect(server.clientConfig())) {
      ClientSet.of(client).coreV1().configMaps("default").create(ConfigMap.of("a", c -> {}));
    }
  }
}
