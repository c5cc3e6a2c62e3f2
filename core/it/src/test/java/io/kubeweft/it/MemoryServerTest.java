package io.kubeweft.it;

import io.kubeweft.config.ClientConfig;
import io.kubeweft.testing.KubeApiServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/** The suite against the server in memory, in both forms of discovery. */
class MemoryServerTest {
  private final KubeApiServer server = KubeApiServer.start();

  @AfterEach
  void stop() {
    server.close();
  }

  @Nested
  class Aggregated extends FullSuite {
    @Override
    ClientConfig config() {
      return server.clientConfig();
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
      return server.clientConfig();
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
