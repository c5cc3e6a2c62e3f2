package io.kubeweft.config;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where a program's configuration comes from when nobody says so (clientcmd/client_config.go). */
final class ConfigLoader {
  private ConfigLoader() {}

  static ClientConfig load(Environment environment) {
    Kubeconfig kubeconfig = Kubeconfig.load(environment);
    if (!kubeconfig.isEmpty()) {
      return kubeconfig.clientConfig();
    }
    if (environment.variable("KUBERNETES_SERVICE_HOST") != null) {
      return inCluster(environment);
    }
    throw new ConfigException(
        "no configuration: KUBECONFIG names no file that says something, "
            + environment.home().resolve(".kube/config")
            + " is missing or empty, and the program does not run in a pod",
        null);
  }

  static ClientConfig inCluster(Environment environment) {
    String host = environment.variable("KUBERNETES_SERVICE_HOST");
    String port = environment.variable("KUBERNETES_SERVICE_PORT");
    if (host == null || port == null) {
      throw new ConfigException(
          "not in a pod: KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT must be set", null);
    }
    Path token = environment.serviceAccount().resolve("token");
    if (!Files.isReadable(token)) {
      throw new ConfigException(
          "the pod's token " + token + " can not be read; is automountServiceAccountToken off?",
          null);
    }
    String address = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    ClientConfig.Builder config =
        ClientConfig.builder(server(address, port))
            .authentication(new Authentication.TokenFile(token, null))
            .namespace(namespace(environment));
    Path authority = environment.serviceAccount().resolve("ca.crt");
    if (Files.isReadable(authority)) {
      config.tls(Tls.DEFAULT.withCertificateAuthority(PemSource.ofFile(authority)));
    } else {
      System.getLogger(ConfigLoader.class.getName())
          .log(
              System.Logger.Level.WARNING,
              "the pod has no " + authority + ": the JDK's list of authorities is trusted");
    }
    return config.build();
  }

  private static URI server(String address, String port) {
    try {
      return new URI("https://" + address + ":" + port);
    } catch (URISyntaxException e) {
      throw new ConfigException(
          "KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT make no address: "
              + address
              + ":"
              + port,
          null);
    }
  }

  private static String namespace(Environment environment) {
    String fromVariable = environment.variable("POD_NAMESPACE");
    return fromVariable == null ? namespaceFile(environment) : fromVariable;
  }

  private static String namespaceFile(Environment environment) {
    String text = readQuietly(environment.serviceAccount().resolve("namespace"));
    return text == null ? "" : text.strip();
  }

  private static @Nullable String readQuietly(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return null;
    }
  }
}
