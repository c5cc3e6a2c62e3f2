package io.kubeweft.config;

import io.kubeweft.json.DecodeException;
import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonNull;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonValue;
import io.kubeweft.json.Yaml;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** One kubeconfig file, as it is written. */
final class KubeconfigFile {
  private static final Set<String> FIELDS =
      Set.of(
          "apiVersion",
          "kind",
          "preferences",
          "clusters",
          "users",
          "contexts",
          "current-context",
          "extensions");

  final Path path;
  final JsonObject content;
  final String currentContext;
  final Map<String, KubeconfigEntry> clusters;
  final Map<String, KubeconfigEntry> users;
  final Map<String, KubeconfigEntry> contexts;

  private KubeconfigFile(Path path, JsonObject content) {
    this.path = path;
    this.content = content;
    KubeconfigEntry top = new KubeconfigEntry(path, "", content);
    String kind = top.string("kind");
    if (kind != null && !kind.isEmpty() && !kind.equals("Config")) {
      throw new ConfigException(path + ": kind: this is a " + kind + ", not a kubeconfig", null);
    }
    top.warnOfUnknown(FIELDS);
    String current = top.string("current-context");
    this.currentContext = current == null ? "" : current;
    this.clusters = entries("clusters", "cluster");
    this.users = entries("users", "user");
    this.contexts = entries("contexts", "context");
  }

  /**
   * Reads a file.
   *
   * @throws ConfigException if it can not be read or is no kubeconfig
   */
  static KubeconfigFile read(Path path) {
    Path absolute = path.toAbsolutePath();
    try {
      JsonValue value = Yaml.parse(Files.readString(absolute));
      return switch (value) {
        case JsonObject object -> new KubeconfigFile(absolute, object);
        case JsonNull empty -> new KubeconfigFile(absolute, JsonObject.EMPTY);
        default -> throw new ConfigException(absolute + ": a kubeconfig must be a mapping", null);
      };
    } catch (DecodeException e) {
      throw new ConfigException(absolute + ": " + e.getMessage(), null);
    } catch (CharacterCodingException e) {
      throw new ConfigException(absolute + ": the file is not UTF-8 text", null);
    } catch (NoSuchFileException e) {
      throw new ConfigException(absolute + ": there is no such file", e);
    } catch (AccessDeniedException e) {
      throw new ConfigException(absolute + ": the file may not be read by this user", e);
    } catch (IOException e) {
      throw new ConfigException(
          absolute
              + (Files.isDirectory(absolute)
                  ? ": a file is expected, and this is a folder"
                  : ": the file can not be read: " + e.getMessage()),
          e);
    }
  }

  private Map<String, KubeconfigEntry> entries(String list, String kind) {
    Map<String, KubeconfigEntry> entries = new LinkedHashMap<>();
    JsonValue value = content.get(list);
    if (value == null || value == JsonNull.NULL) {
      return entries;
    }
    if (!(value instanceof JsonArray array)) {
      throw new ConfigException(path + ": " + list + ": must be a list", null);
    }
    int position = 0;
    for (JsonValue each : array) {
      String place = list + "[" + position++ + "]";
      if (!(each instanceof JsonObject object)) {
        throw new ConfigException(path + ": " + place + ": must be a mapping", null);
      }
      KubeconfigEntry named = new KubeconfigEntry(path, place, object);
      named.warnOfUnknown(Set.of("name", kind));
      String name = named.string("name");
      String label = kind + " \"" + name + "\"";
      if (name == null) {
        throw new ConfigException(path + ": " + place + ": name is missing", null);
      }
      KubeconfigEntry entry = new KubeconfigEntry(path, label, named.object(kind));
      if (entries.putIfAbsent(name, entry) != null) {
        throw new ConfigException(
            path + ": " + label + " stands there twice: remove or rename one", null);
      }
    }
    return entries;
  }
}
