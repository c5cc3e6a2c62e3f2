package io.kubeweft.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a client proves who it is, besides a client certificate (see {@link Tls}). */
public sealed interface Authentication {
  /** A bearer token that does not change. */
  record Token(String token) implements Authentication {
    @Override
    public String toString() {
      return "Token[masked]";
    }
  }

  /**
   * A bearer token in a file, which is read again every minute.
   *
   * @param file with nothing but the token
   * @param initial used as long as the file can not be read; null if there is none
   */
  record TokenFile(Path file, @Nullable String initial) implements Authentication {
    @Override
    public String toString() {
      return "TokenFile[" + file + "]";
    }
  }

  /** A name and a password. */
  record Basic(String user, String password) implements Authentication {
    @Override
    public String toString() {
      return "Basic[" + user + ", masked]";
    }
  }

  /** A program that knows the credentials, by the protocol client.authentication.k8s.io. */
  record Exec(ExecPlugin plugin) implements Authentication {}

  /**
   * OpenID Connect: a token that is fetched anew with a refresh token when it has expired.
   *
   * @param settings of the auth provider as in a kubeconfig: {@code idp-issuer-url}, {@code
   *     client-id}, {@code client-secret}, {@code id-token}, {@code refresh-token}, {@code
   *     idp-certificate-authority}, {@code idp-certificate-authority-data}
   * @param listener is told of new tokens, to keep them; null if nobody does
   */
  record Oidc(Map<String, String> settings, @Nullable TokenListener listener)
      implements Authentication {
    /** Copies. */
    public Oidc {
      settings = Map.copyOf(settings);
    }

    @Override
    public String toString() {
      return "Oidc[" + settings.get("idp-issuer-url") + ", masked]";
    }
  }

  /** Is told of new tokens. */
  interface TokenListener {
    /**
     * Called when tokens have been fetched; a refresh token may work only once.
     *
     * @param idToken the new token
     * @param refreshToken with which to fetch the next
     */
    void fetched(String idToken, String refreshToken);
  }

  /**
   * A credential plugin as a kubeconfig describes it.
   *
   * @param command a path, or a name that is looked for in PATH
   * @param arguments passed as they are: no shell reads them
   * @param environment in addition to the program's own
   * @param apiVersion {@code client.authentication.k8s.io/v1} or {@code /v1beta1}
   * @param installHint shown when the command is not there; null for none
   * @param clusterInfo what the plugin is told of the cluster; null for nothing
   * @param interactiveMode {@code Never}, {@code IfAvailable} or {@code Always}
   */
  record ExecPlugin(
      String command,
      List<String> arguments,
      Map<String, String> environment,
      String apiVersion,
      @Nullable String installHint,
      io.kubeweft.json.@Nullable JsonObject clusterInfo,
      String interactiveMode) {
    /** Copies. */
    public ExecPlugin {
      arguments = List.copyOf(arguments);
      environment = Map.copyOf(environment);
    }

    /** Returns the command without arguments and environment, which may be secret. */
    @Override
    public String toString() {
      return "ExecPlugin[" + command + "]";
    }
  }
}
