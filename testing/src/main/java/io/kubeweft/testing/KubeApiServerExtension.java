package io.kubeweft.testing;

import io.kubeweft.client.KubeClient;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test its own {@link KubeApiServer} and a {@link KubeClient} of it as parameters, and
 * closes both after the test. A test that injects faults which do not happen fails.
 *
 * <pre>{@code
 * @ExtendWith(KubeApiServerExtension.class)
 * class ControllerTest {
 *   @Test
 *   void test(KubeApiServer server, KubeClient client) { ... }
 * }
 * }</pre>
 */
public final class KubeApiServerExtension implements ParameterResolver, AfterEachCallback {
  private static final Namespace NAMESPACE = Namespace.create(KubeApiServerExtension.class);

  /** Makes the extension; JUnit calls this. */
  public KubeApiServerExtension() {}

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    Class<?> type = parameter.getParameter().getType();
    return type == KubeApiServer.class || type == KubeClient.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    KubeApiServer server = server(test);
    if (parameter.getParameter().getType() == KubeApiServer.class) {
      return server;
    }
    return test.getStore(NAMESPACE)
        .computeIfAbsent(
            KubeClient.class,
            unused -> KubeClient.connect(server.clientConfig()),
            KubeClient.class);
  }

  private static KubeApiServer server(ExtensionContext test) {
    return test.getStore(NAMESPACE)
        .computeIfAbsent(KubeApiServer.class, unused -> KubeApiServer.start(), KubeApiServer.class);
  }

  @Override
  public void afterEach(ExtensionContext test) {
    KubeClient client = test.getStore(NAMESPACE).remove(KubeClient.class, KubeClient.class);
    if (client != null) {
      client.close();
    }
    KubeApiServer server =
        test.getStore(NAMESPACE).remove(KubeApiServer.class, KubeApiServer.class);
    if (server == null) {
      return;
    }
    server.close();
    List<Fault> pending = server.pendingFaults();
    if (!pending.isEmpty() && test.getExecutionException().isEmpty()) {
      throw new AssertionError("faults were injected that did not happen: " + pending);
    }
  }
}
