package io.kubeweft.examples.guides;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeweft.api.ClientSet;
import io.kubeweft.api.core.v1.ConfigMap;
import io.kubeweft.client.KubeClient;
import io.kubeweft.testing.AsUser;
import io.kubeweft.testing.KubeApiServer;
import io.kubeweft.testing.KubeApiServerExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

// docs/guides/testing.md shows it.
@ExtendWith(KubeApiServerExtension.class)
class ControllerTest {
  @Test
  void controller_seesItsObjects(
      KubeApiServer server, KubeClient client, @AsUser("jane") KubeClient jane) {
    ClientSet.of(client).coreV1().configMaps("default").create(ConfigMap.of("a", c -> {}));

    ClientSet.of(jane).coreV1().configMaps("default").get("a");

    assertThat(server.requests().getLast().is("get", "configmaps")).isTrue();
  }
}
