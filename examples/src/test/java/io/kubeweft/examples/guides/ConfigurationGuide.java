package io.kubeweft.examples.guides;

import io.kubeweft.config.ClientConfig;
import io.kubeweft.config.Kubeconfig;
import java.time.Duration;

/** What docs/guides/configuration.md shows; it is compiled, and not run. */
@SuppressWarnings("unused") // each piece is for the reader
final class ConfigurationGuide {
  private ConfigurationGuide() {}

  static void configurations() throws Exception {
    ClientConfig found = ClientConfig.load(); // KUBECONFIG, ~/.kube/config, or the pod
    ClientConfig staging =
        Kubeconfig.load().clientConfig(choice -> choice.context("staging").namespace("team"));
    ClientConfig slow = staging.with(b -> b.requestTimeout(Duration.ofMinutes(5)).maxInFlight(20));
  }
}
