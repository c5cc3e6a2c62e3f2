package io.kubeweft.testing;

import io.kubeweft.client.KubeClient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test its own {@link KubeApiServer} and {@link KubeClient}s of it as parameters, and
 * closes them after the test. A test that injects faults which do not happen fails.
 *
 * <pre>{@code
 * @ExtendWith(KubeApiServerExtension.class)
 * class ControllerTest {
 *   @Test
 *   void test(KubeApiServer server, KubeClient client, @AsUser("jane") KubeClient jane) { ... }
 * }
 * }</pre>
 *
 * <p>A server with settings is registered by a field:
 *
 * <pre>{@code
 * @RegisterExtension
 * final KubeApiServerExtension server = KubeApiServerExtension.of(KubeApiServer.Builder::tls);
 * }</pre>
 */
public final class KubeApiServerExtension implements ParameterResolver, AfterEachCallback {
  private static final Namespace NAMESPACE = Namespace.create(KubeApiServerExtension.class);

  private final Consumer<KubeApiServer.Builder> settings;

  /** Makes the extension; JUnit calls this. */
  public KubeApiServerExtension() {
    this(builder -> {});
  }

  private KubeApiServerExtension(Consumer<KubeApiServer.Builder> settings) {
    this.settings = settings;
  }

  /**
   * Returns an extension whose servers are not as by default.
   *
   * @param settings changes the defaults, for each test anew
   */
  public static KubeApiServerExtension of(Consumer<KubeApiServer.Builder> settings) {
    return new KubeApiServerExtension(settings);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    Class<?> type = parameter.getParameter().getType();
    return type == KubeApiServer.class || type == KubeClient.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    State state =
        test.getStore(NAMESPACE)
            .computeIfAbsent(
                State.class, unused -> new State(KubeApiServer.start(settings)), State.class);
    if (parameter.getParameter().getType() == KubeApiServer.class) {
      return state.server;
    }
    return state.client(parameter.findAnnotation(AsUser.class).orElse(null));
  }

  /** The server of a test, and its clients by what they are for. */
  private static final class State {
    final KubeApiServer server;
    final Map<String, KubeClient> clients = new LinkedHashMap<>();

    State(KubeApiServer server) {
      this.server = server;
    }

    KubeClient client(@Nullable AsUser user) {
      return clients.computeIfAbsent(
          user == null ? "" : user.toString(),
          key ->
              KubeClient.connect(
                  user == null
                      ? server.clientConfig()
                      : server.clientConfig(user.value(), user.groups())));
    }
  }

  @Override
  public void afterEach(ExtensionContext test) {
    State state = test.getStore(NAMESPACE).remove(State.class, State.class);
    if (state == null) {
      return;
    }
    state.clients.values().forEach(KubeClient::close);
    state.server.close();
    List<Fault> pending = state.server.pendingFaults();
    if (!pending.isEmpty() && test.getExecutionException().isEmpty()) {
      throw new AssertionError("faults were injected that did not happen: " + pending);
    }
  }
}
