package io.kubeweft.dynamic;

import io.kubeweft.json.DecodeException;
import io.kubeweft.json.DecodeOptions;
import io.kubeweft.json.JsonCodecs;
import io.kubeweft.json.JsonNull;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonReader;
import io.kubeweft.json.JsonValue;
import io.kubeweft.json.Yaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Reads objects from YAML and JSON, and says where a broken one is. */
final class ManifestReader {
  private ManifestReader() {}

  static List<Unstructured> read(Path fileOrFolder, int depth) {
    try {
      if (!Files.isDirectory(fileOrFolder)) {
        return parse(fileOrFolder.toString(), Files.readAllBytes(fileOrFolder));
      }
      List<Unstructured> objects = new ArrayList<>();
      for (Path file : files(fileOrFolder, depth)) {
        objects.addAll(parse(file.toString(), Files.readAllBytes(file)));
      }
      return objects;
    } catch (UncheckedIOException e) {
      IOException cause = e.getCause();
      throw unreadable(fileOrFolder, cause == null ? e : cause);
    } catch (IOException e) {
      throw unreadable(fileOrFolder, e);
    }
  }

  private static DecodeException unreadable(Path fileOrFolder, Exception e) {
    Path absolute = fileOrFolder.toAbsolutePath();
    String problem =
        switch (e) {
          case NoSuchFileException missing ->
              absolute
                  + ": there is no such file or folder; give the path of a manifest, or of a folder"
                  + " of manifests";
          case AccessDeniedException denied ->
              denied.getFile() + ": it may not be read by this user";
          default -> absolute + ": it can not be read: " + e.getMessage();
        };
    return new DecodeException("", problem, e);
  }

  private static List<Path> files(Path folder, int depth) throws IOException {
    try (Stream<Path> files = Files.walk(folder, depth)) {
      return files
          .filter(Files::isRegularFile)
          .filter(ManifestReader::isManifest)
          .sorted()
          .toList();
    }
  }

  private static boolean isManifest(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json");
  }

  static List<Unstructured> parse(String origin, byte[] utf8) {
    return parse(origin, new String(utf8, StandardCharsets.UTF_8));
  }

  static List<Unstructured> parse(String origin, String text) {
    List<Unstructured> objects = new ArrayList<>();
    int number = 0;
    for (JsonValue document : documents(origin, text)) {
      number++;
      if (!(document instanceof JsonNull)) {
        objects.add(object(origin + ", document " + number, document));
      }
    }
    return objects;
  }

  private static Unstructured object(String origin, JsonValue document) {
    if (!(document instanceof JsonObject json)) {
      throw new DecodeException("", origin + ": expected an object", null);
    }
    for (String needed : List.of("apiVersion", "kind")) {
      String value = json.getString(needed);
      if (value == null || value.isEmpty()) {
        throw new DecodeException("", origin + ": an object needs " + needed, null);
      }
    }
    return Unstructured.of(json);
  }

  private static List<JsonValue> documents(String origin, String text) {
    try {
      return text.stripLeading().startsWith("{") ? json(text) : Yaml.parseAll(text);
    } catch (DecodeException e) {
      throw new DecodeException("", origin + ": " + e.getMessage(), e);
    }
  }

  /** JSON documents may follow each other, as kubectl allows. */
  private static List<JsonValue> json(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    List<JsonValue> documents = new ArrayList<>();
    try (JsonReader reader = JsonReader.of(utf8, 0, utf8.length, DecodeOptions.DEFAULT)) {
      for (JsonValue value = reader.read(JsonCodecs.VALUE);
          value != null;
          value = reader.read(JsonCodecs.VALUE)) {
        documents.add(value);
      }
    }
    return documents;
  }
}
