package io.kubeweft.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeweft.client.KubeClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KubeApiServerExtension.class)
class KubeApiServerExtensionTest {
  @Test
  void test_withParameters_getsServerAndItsClient(KubeApiServer server, KubeClient client) {
    client.dynamic().forName("configmaps", "default").find("a");

    assertThat(server.requests()).anyMatch(request -> request.is("get", "configmaps"));
  }
}
