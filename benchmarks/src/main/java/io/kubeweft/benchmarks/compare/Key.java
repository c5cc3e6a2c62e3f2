package io.kubeweft.benchmarks.compare;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The key of a server on the loopback address, which its clients trust. */
final class Key {
  private static final String PASSWORD = "benchmark";

  private final Path store;

  Key(Path store) {
    this.store = store;
  }

  /** Returns options of a JVM, and those that make this what it trusts. */
  List<String> ofClient(List<String> others) throws IOException, InterruptedException {
    return with(others, "trustStore");
  }

  /** Returns an option of a JVM, and those that make this its key; it calls itself, too. */
  List<String> ofServer(String other) throws IOException, InterruptedException {
    return with(ofClient(List.of(other)), "keyStore");
  }

  private List<String> with(List<String> others, String use)
      throws IOException, InterruptedException {
    if (!Files.exists(store)) {
      make();
    }
    List<String> options = new ArrayList<>(others);
    options.add("-Djavax.net.ssl." + use + "=" + store.toAbsolutePath());
    options.add("-Djavax.net.ssl." + use + "Password=" + PASSWORD);
    return options;
  }

  private void make() throws IOException, InterruptedException {
    Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Process process =
        new ProcessBuilder(
                tool.toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "san=ip:127.0.0.1",
                "-validity",
                "30",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("keytool: " + said);
    }
  }
}
