package io.kubeweft.config;

import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonValue;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the entries of a kubeconfig into a configuration; each field works or is refused. */
final class KubeconfigReader {
  private static final String EXEC_EXTENSION = "client.authentication.k8s.io/exec";
  private static final String API_GROUP = "client.authentication.k8s.io/";

  private static final Set<String> CLUSTER_FIELDS =
      Set.of(
          "server",
          "tls-server-name",
          "insecure-skip-tls-verify",
          "certificate-authority",
          "certificate-authority-data",
          "proxy-url",
          "disable-compression",
          "extensions");
  private static final Set<String> USER_FIELDS =
      Set.of(
          "client-certificate",
          "client-certificate-data",
          "client-key",
          "client-key-data",
          "token",
          "tokenFile",
          "as",
          "as-uid",
          "as-groups",
          "as-user-extra",
          "username",
          "password",
          "auth-provider",
          "exec",
          "extensions");
  private static final Set<String> EXEC_FIELDS =
      Set.of(
          "apiVersion",
          "command",
          "args",
          "env",
          "installHint",
          "provideClusterInfo",
          "interactiveMode");

  private KubeconfigReader() {}

  static ClientConfig.Builder read(
      KubeconfigEntry cluster,
      @Nullable KubeconfigEntry user,
      Authentication.@Nullable TokenListener tokens) {
    cluster.warnOfUnknown(CLUSTER_FIELDS);
    URI server = server(cluster);
    ClientConfig.Builder config = ClientConfig.builder(server);
    config.proxy(proxy(cluster));
    config.compression(!cluster.bool("disable-compression"));
    boolean encrypted = "https".equalsIgnoreCase(server.getScheme());
    if (encrypted) {
      config.tls(tls(cluster, user));
    }
    if (user != null) {
      user.warnOfUnknown(USER_FIELDS);
      Authentication authentication = authentication(cluster, user, tokens);
      if (encrypted) {
        config.authentication(authentication);
      } else if (authentication != null) {
        System.getLogger(KubeconfigReader.class.getName())
            .log(
                Level.WARNING,
                user + ": its credentials are not sent, because " + cluster + " is not encrypted");
      }
      config.impersonation(impersonation(user));
    }
    return config;
  }

  private static URI server(KubeconfigEntry cluster) {
    String server = cluster.string("server");
    if (server == null) {
      throw cluster.problem("server", "is missing: set the server's address");
    }
    try {
      // kubectl takes an address without a scheme for an unencrypted one.
      return ClientConfig.builder(new URI(server.contains("://") ? server : "http://" + server))
          .build()
          .server();
    } catch (URISyntaxException e) {
      throw cluster.problem("server", "is not an address: https://host:port is expected");
    } catch (ConfigException e) {
      throw cluster.problem("server", String.valueOf(e.getMessage()));
    }
  }

  private static @Nullable URI proxy(KubeconfigEntry cluster) {
    String proxy = cluster.string("proxy-url");
    if (proxy == null) {
      return null;
    }
    try {
      URI address = new URI(proxy);
      if ("http".equalsIgnoreCase(address.getScheme()) && address.getHost() != null) {
        return address;
      }
    } catch (URISyntaxException e) {
      // refused below, without the address, which may hold a password
    }
    throw cluster.problem(
        "proxy-url",
        "must be http://host:port: the JDK's HTTP client knows neither SOCKS proxies nor TLS to the"
            + " proxy");
  }

  private static Tls tls(KubeconfigEntry cluster, @Nullable KubeconfigEntry user) {
    PemSource authority = cluster.pem("certificate-authority");
    boolean insecure = cluster.bool("insecure-skip-tls-verify");
    if (insecure && authority != null) {
      throw cluster.problem(
          "insecure-skip-tls-verify", "excludes certificate-authority: remove one of them");
    }
    String serverName = cluster.string("tls-server-name");
    PemSource certificate = user == null ? null : user.pem("client-certificate");
    PemSource key = user == null ? null : user.pem("client-key");
    if (user != null && (certificate == null) != (key == null)) {
      String absent = key == null ? "client-key" : "client-certificate";
      throw user.problem(absent, "is missing: a client certificate and its key belong together");
    }
    return new Tls(authority, insecure, serverName, certificate, key);
  }

  private static @Nullable Authentication authentication(
      KubeconfigEntry cluster,
      KubeconfigEntry user,
      Authentication.@Nullable TokenListener tokens) {
    Map<String, Authentication> found = new LinkedHashMap<>();
    String token = user.string("token");
    Path tokenFile = user.path("tokenFile");
    if (tokenFile != null) {
      found.put("tokenFile", new Authentication.TokenFile(tokenFile, token));
    } else if (token != null) {
      found.put("token", new Authentication.Token(token));
    }
    String name = user.string("username");
    String password = user.string("password");
    if (name != null || password != null) {
      if (name == null) {
        throw user.problem("username", "is missing beside password");
      }
      found.put("username", new Authentication.Basic(name, password == null ? "" : password));
    }
    KubeconfigEntry exec = user.entry("exec");
    if (exec != null) {
      found.put("exec", new Authentication.Exec(plugin(cluster, exec)));
    }
    KubeconfigEntry provider = user.entry("auth-provider");
    if (provider != null) {
      found.put("auth-provider", provider(provider, tokens));
    }
    if (found.size() > 1) {
      throw user.problem(
          String.join(", ", found.keySet()), "exclude each other: leave one of them");
    }
    return found.isEmpty() ? null : found.values().iterator().next();
  }

  private static Authentication provider(
      KubeconfigEntry provider, Authentication.@Nullable TokenListener tokens) {
    provider.warnOfUnknown(Set.of("name", "config"));
    String name = provider.string("name");
    if (!"oidc".equals(name)) {
      throw provider.problem(
          "name",
          "the auth provider "
              + name
              + " is not built in (nor is it in kubectl any more): use an exec plugin instead");
    }
    Map<String, String> settings = provider.stringMap("config");
    for (String required : List.of("idp-issuer-url", "client-id")) {
      if (settings.getOrDefault(required, "").isEmpty()) {
        throw provider.problem("config", required + " is missing");
      }
    }
    return new Authentication.Oidc(settings, tokens);
  }

  private static Authentication.ExecPlugin plugin(KubeconfigEntry cluster, KubeconfigEntry exec) {
    exec.warnOfUnknown(EXEC_FIELDS);
    String command = exec.string("command");
    if (command == null) {
      throw exec.problem("command", "is missing");
    }
    String apiVersion = exec.string("apiVersion");
    if (apiVersion == null
        || !Set.of(API_GROUP + "v1", API_GROUP + "v1beta1").contains(apiVersion)) {
      throw exec.problem(
          "apiVersion",
          "must be "
              + API_GROUP
              + "v1 or v1beta1; "
              + (apiVersion == null ? "it is missing" : "not " + apiVersion));
    }
    String mode = exec.string("interactiveMode");
    if (mode == null && apiVersion.endsWith("/v1")) {
      throw exec.problem(
          "interactiveMode", "is missing: set Never, IfAvailable or Always, as v1 demands");
    }
    String interactiveMode = mode == null ? "IfAvailable" : mode;
    if (!Set.of("Never", "IfAvailable", "Always").contains(interactiveMode)) {
      throw exec.problem("interactiveMode", "must be Never, IfAvailable or Always");
    }
    boolean isPath = command.indexOf('/') >= 0 || command.indexOf('\\') >= 0;
    return new Authentication.ExecPlugin(
        isPath ? exec.file().resolveSibling(command).normalize().toString() : command,
        exec.strings("args"),
        environment(exec),
        apiVersion,
        exec.string("installHint"),
        exec.bool("provideClusterInfo") ? clusterInfo(cluster) : null,
        interactiveMode);
  }

  private static Map<String, String> environment(KubeconfigEntry exec) {
    Map<String, String> environment = new LinkedHashMap<>();
    for (KubeconfigEntry variable : exec.entries("env")) {
      String name = variable.string("name");
      if (name == null) {
        throw variable.problem("name", "is missing");
      }
      String value = variable.string("value");
      environment.put(name, value == null ? "" : value);
    }
    return environment;
  }

  /** The {@code spec.cluster} of an ExecCredential. */
  private static JsonObject clusterInfo(KubeconfigEntry cluster) {
    JsonObject.Builder info = JsonObject.builder();
    info.put("server", server(cluster).toString());
    String serverName = cluster.string("tls-server-name");
    if (serverName != null) {
      info.put("tls-server-name", serverName);
    }
    if (cluster.bool("insecure-skip-tls-verify")) {
      info.put("insecure-skip-tls-verify", true);
    }
    PemSource authority = cluster.pem("certificate-authority");
    if (authority != null) {
      info.put("certificate-authority-data", Base64.getEncoder().encodeToString(authority.read()));
    }
    String proxy = cluster.string("proxy-url");
    if (proxy != null) {
      info.put("proxy-url", proxy);
    }
    if (cluster.bool("disable-compression")) {
      info.put("disable-compression", true);
    }
    for (KubeconfigEntry extension : cluster.entries("extensions")) {
      JsonValue content = extension.fields().get("extension");
      if (EXEC_EXTENSION.equals(extension.string("name")) && content != null) {
        info.put("config", content);
      }
    }
    return info.build();
  }

  private static @Nullable Impersonation impersonation(KubeconfigEntry user) {
    String as = user.string("as");
    String uid = user.string("as-uid");
    List<String> groups = user.strings("as-groups");
    Map<String, List<String>> extra = user.stringLists("as-user-extra");
    if (as != null) {
      return new Impersonation(as, uid, groups, extra);
    }
    List<String> alone = new ArrayList<>();
    if (uid != null) {
      alone.add("as-uid");
    }
    if (!groups.isEmpty()) {
      alone.add("as-groups");
    }
    if (!extra.isEmpty()) {
      alone.add("as-user-extra");
    }
    if (!alone.isEmpty()) {
      throw user.problem(
          String.join(", ", alone).toLowerCase(Locale.ROOT), "needs a user: set 'as' too");
    }
    return null;
  }
}
