package io.kubeweft.config;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import io.kubeweft.json.Yaml;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Changes kubeconfig files: under kubectl's lock file, by replacing the file in one step, and with
 * mode 0600 from the beginning.
 */
final class KubeconfigWriter {
  private KubeconfigWriter() {}

  static void setCurrentContext(Path file, String context) {
    change(file, content -> content.with("current-context", new JsonString(context)));
  }

  static void keepTokens(Path file, String user, String idToken, String refreshToken) {
    change(
        file,
        content -> {
          List<JsonValue> users = new ArrayList<>();
          for (JsonValue each : content.getArray("users")) {
            users.add(
                each instanceof JsonObject entry && new JsonString(user).equals(entry.get("name"))
                    ? withTokens(entry, idToken, refreshToken)
                    : each);
          }
          return content.with("users", JsonArray.copyOf(users));
        });
  }

  private static JsonObject withTokens(JsonObject entry, String idToken, String refreshToken) {
    JsonObject user = entry.getObject("user");
    JsonObject provider = user.getObject("auth-provider");
    JsonObject config =
        provider
            .getObject("config")
            .with("id-token", new JsonString(idToken))
            .with("refresh-token", new JsonString(refreshToken));
    return entry.with("user", user.with("auth-provider", provider.with("config", config)));
  }

  private static void change(Path file, UnaryOperator<JsonObject> change) {
    Path lock = file.resolveSibling(file.getFileName() + ".lock");
    try {
      // A link is followed, so that what it points at is replaced and not the link.
      Path target = file.toRealPath();
      Files.write(lock, new byte[0], StandardOpenOption.CREATE_NEW);
      try {
        replace(target, Yaml.write(change.apply(KubeconfigFile.read(target).content)));
      } finally {
        Files.deleteIfExists(lock);
      }
    } catch (FileAlreadyExistsException e) {
      throw new ConfigException(
          file + " is being changed by somebody else; if not, remove " + lock, e);
    } catch (IOException e) {
      throw new ConfigException(file + ": the file can not be written", e);
    }
  }

  private static void replace(Path target, String text) throws IOException {
    Path folder = target.toAbsolutePath().getParent();
    Path fresh = Files.createTempFile(folder, ".kubeconfig", null, ownerOnly(target));
    try {
      Files.writeString(fresh, text);
      Files.move(
          fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path target) {
    boolean posix = target.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
