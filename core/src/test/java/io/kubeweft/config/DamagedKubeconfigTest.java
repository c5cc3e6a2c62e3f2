package io.kubeweft.config;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A kubeconfig with any damage is read, or refused with a {@link ConfigException}. */
class DamagedKubeconfigTest {
  private static final long SEED = 20_261_123;
  private static final int ROUNDS = 4000;
  private static final String WHOLE =
      """
      apiVersion: v1
      clusters:
      - name: &n c
        cluster:
          server: https://s:6443
          certificate-authority-data: LS0tLS1CRUdJTg==
          proxy-url: http://proxy:3128
          extensions: [{name: client.authentication.k8s.io/exec, extension: {a: 0x1f}}]
      users:
      - name: u
        user:
          as: jane
          as-user-extra: {scope: [a, "b"]}
          exec:
            apiVersion: client.authentication.k8s.io/v1
            command: ./plugin
            args: [--x, "y"]
            env: [{name: A, value: 'b'}]
            interactiveMode: Never
            provideClusterInfo: true
      contexts:
      - {name: x, context: {cluster: *n, user: u, namespace: d}}
      current-context: x
      """;
  private static final byte[] SPICE =
      "{}[]&*!|>'\"%@`:-#,? \n\t\0\u00ff0x<<~".getBytes(StandardCharsets.ISO_8859_1);

  @TempDir Path folder;

  @Test
  void fromFile_wholeFile_isRead() throws IOException {
    Path file = Files.writeString(folder.resolve("config"), WHOLE);

    assertThatCode(() -> ClientConfig.fromFile(file)).doesNotThrowAnyException();
  }

  @Test
  void fromFile_anyDamage_isRefusedOrRead() throws IOException {
    Random random = new Random(SEED);
    Path file = folder.resolve("config");

    for (int round = 0; round < ROUNDS; round++) {
      byte[] damaged = damage(WHOLE.getBytes(StandardCharsets.UTF_8), random);
      Files.write(file, damaged);
      try {
        ClientConfig unused = ClientConfig.fromFile(file);
      } catch (ConfigException e) {
        // as it should be
      } catch (RuntimeException | Error e) {
        fail("round " + round + ":\n" + new String(damaged, StandardCharsets.ISO_8859_1), e);
      }
    }
  }

  private static byte[] damage(byte[] bytes, Random random) {
    byte[] result = bytes;
    for (int times = random.nextInt(1, 4); times > 0; times--) {
      int at = random.nextInt(result.length);
      switch (random.nextInt(4)) {
        case 0 -> result[at] = SPICE[random.nextInt(SPICE.length)];
        case 1 -> result[at] = (byte) random.nextInt();
        case 2 -> result = Arrays.copyOf(result, Math.max(1, at));
        default -> {
          int end = Math.min(result.length, at + random.nextInt(40));
          byte[] cut = Arrays.copyOf(result, Math.max(1, at + result.length - end));
          System.arraycopy(result, end, cut, at, result.length - end);
          result = cut;
        }
      }
    }
    return result;
  }
}
