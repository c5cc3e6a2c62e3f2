package io.kubeweft.config;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonBoolean;
import io.kubeweft.json.JsonNull;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import java.lang.System.Logger.Level;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A mapping of a kubeconfig, which knows where it stands, so that whatever is wrong with a field
 * can be said with its place. An empty value is an absent one, as in Go.
 *
 * @param file in which it stands
 * @param place within the file; empty for the whole of it
 * @param fields as they are written
 */
record KubeconfigEntry(Path file, String place, JsonObject fields) {
  ConfigException problem(String field, String problem) {
    return problem(field, problem, null);
  }

  ConfigException problem(String field, String problem, @Nullable Throwable cause) {
    String where = place.isEmpty() ? file.toString() : file + ": " + place;
    return new ConfigException(where + ": " + field + ": " + problem, cause);
  }

  private @Nullable JsonValue value(String field) {
    JsonValue value = fields.get(field);
    return value == JsonNull.NULL ? null : value;
  }

  @Nullable String string(String field) {
    JsonValue value = value(field);
    if (value == null) {
      return null;
    }
    if (!(value instanceof JsonString(String text))) {
      throw problem(field, "must be text; if it is, put it in quotes");
    }
    return text.isEmpty() ? null : text;
  }

  boolean bool(String field) {
    JsonValue value = value(field);
    if (value == null) {
      return false;
    }
    if (!(value instanceof JsonBoolean bool)) {
      throw problem(field, "must be true or false");
    }
    return bool.value();
  }

  JsonObject object(String field) {
    JsonValue value = value(field);
    if (value == null) {
      return JsonObject.EMPTY;
    }
    if (!(value instanceof JsonObject object)) {
      throw problem(field, "must be a mapping");
    }
    return object;
  }

  /** A mapping within this one; null if it is absent. */
  @Nullable KubeconfigEntry entry(String field) {
    if (value(field) == null) {
      return null;
    }
    String inner = place.isEmpty() ? field : place + ": " + field;
    return new KubeconfigEntry(file, inner, object(field));
  }

  List<String> strings(String field) {
    List<String> strings = new ArrayList<>();
    for (JsonValue each : array(field)) {
      if (!(each instanceof JsonString(String text))) {
        throw problem(field, "must be a list of texts; put numbers into quotes");
      }
      strings.add(text);
    }
    return strings;
  }

  List<KubeconfigEntry> entries(String field) {
    List<KubeconfigEntry> entries = new ArrayList<>();
    for (JsonValue each : array(field)) {
      if (!(each instanceof JsonObject object)) {
        throw problem(field, "must be a list of mappings");
      }
      entries.add(
          new KubeconfigEntry(file, place + ": " + field + "[" + entries.size() + "]", object));
    }
    return entries;
  }

  private JsonArray array(String field) {
    JsonValue value = value(field);
    if (value == null) {
      return JsonArray.EMPTY;
    }
    if (!(value instanceof JsonArray array)) {
      throw problem(field, "must be a list");
    }
    return array;
  }

  Map<String, List<String>> stringLists(String field) {
    KubeconfigEntry inner = entry(field);
    Map<String, List<String>> lists = new LinkedHashMap<>();
    if (inner != null) {
      inner.fields.members().keySet().forEach(key -> lists.put(key, inner.strings(key)));
    }
    return lists;
  }

  Map<String, String> stringMap(String field) {
    KubeconfigEntry inner = entry(field);
    Map<String, String> map = new LinkedHashMap<>();
    if (inner != null) {
      for (String key : inner.fields.members().keySet()) {
        String text = inner.string(key);
        map.put(key, text == null ? "" : text);
      }
    }
    return map;
  }

  /** A path; a relative one starts in the folder of the file. */
  @Nullable Path path(String field) {
    String text = string(field);
    if (text == null) {
      return null;
    }
    try {
      return file.resolveSibling(text).normalize();
    } catch (InvalidPathException e) {
      throw problem(field, "is not a path");
    }
  }

  /** What stands in {@code <field>-data} in base64, or in the file that the field names. */
  @Nullable PemSource pem(String field) {
    Path path = path(field);
    String data = string(field + "-data");
    if (path != null && data != null) {
      throw problem(field, "is given as a file and as " + field + "-data: remove one of them");
    }
    if (data != null) {
      return PemSource.ofData(base64(field + "-data", data), this + ": " + field + "-data");
    }
    if (path == null) {
      return null;
    }
    PemSource source = PemSource.ofFile(path);
    try {
      byte[] unused = source.read();
      return source;
    } catch (ConfigException e) {
      throw problem(field, String.valueOf(e.getMessage()), e.getCause());
    }
  }

  private byte[] base64(String field, String data) {
    try {
      // Lines may be broken, as in Go; the JDK's decoder for MIME would skip whatever is wrong.
      return Base64.getDecoder().decode(data.replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      throw problem(field, "must be base64");
    }
  }

  /** Names fields that nobody reads: often a typing error in one that matters. */
  void warnOfUnknown(Set<String> known) {
    for (String field : fields.members().keySet()) {
      if (!known.contains(field)) {
        String where = place.isEmpty() ? file.toString() : file + ": " + place;
        System.getLogger(KubeconfigEntry.class.getName())
            .log(Level.WARNING, where + ": " + field + ": unknown field, ignored");
      }
    }
  }

  /** Returns where it stands, without values. */
  @Override
  public String toString() {
    return file + ": " + place;
  }
}
