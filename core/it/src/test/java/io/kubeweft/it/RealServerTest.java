package io.kubeweft.it;

import io.kubeweft.config.ClientConfig;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * The suite against a real API server, where the environment names the kubeconfig of one that may
 * be written to.
 */
@EnabledIfEnvironmentVariable(named = RealServerTest.KUBECONFIG, matches = ".+")
class RealServerTest {
  static final String KUBECONFIG = "KUBEWEFT_IT_KUBECONFIG";

  @Nested
  class Aggregated extends FullSuite {
    @Override
    ClientConfig config() {
      return ClientConfig.fromFile(Path.of(System.getenv(KUBECONFIG)));
    }

    @Override
    boolean isAggregated() {
      return true;
    }
  }

  @Nested
  class Legacy extends FullSuite {
    @Override
    ClientConfig config() {
      return ClientConfig.fromFile(Path.of(System.getenv(KUBECONFIG)));
    }

    @Override
    boolean asksForLegacy() {
      return true;
    }

    @Override
    boolean isAggregated() {
      return false;
    }
  }
}
