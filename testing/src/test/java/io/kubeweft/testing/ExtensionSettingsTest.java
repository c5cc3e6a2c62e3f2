package io.kubeweft.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeweft.client.KubeClient;
import io.kubeweft.dynamic.Unstructured;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ExtensionSettingsTest {
  @RegisterExtension
  static final KubeApiServerExtension SERVER =
      KubeApiServerExtension.of(settings -> settings.tls().withoutAnonymous());

  @Test
  void parameters_haveTheSettingsAndTheirUsers(
      KubeApiServer server,
      KubeClient client,
      KubeClient again,
      @AsUser(value = "jane", groups = "dev") KubeClient jane) {
    Unstructured seen = jane.dynamic().forName("configmaps", "default").find("a");

    assertThat(server.uri().getScheme()).isEqualTo("https");
    assertThat(again).isSameAs(client);
    assertThat(seen).isNull();
    assertThat(server.requests())
        .anySatisfy(
            request ->
                assertThat(request.headers())
                    .containsEntry("impersonate-user", List.of("jane"))
                    .containsEntry("impersonate-group", List.of("dev")));
  }
}
