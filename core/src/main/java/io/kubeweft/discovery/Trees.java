package io.kubeweft.discovery;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** Reads what discovery documents have in common. What is absent is empty, as in Go. */
final class Trees {
  private Trees() {}

  static String text(JsonObject tree, String... path) {
    String value = tree.getString(path);
    return value == null ? "" : value;
  }

  static List<String> texts(JsonObject tree, String name) {
    List<String> texts = new ArrayList<>();
    for (JsonValue value : tree.getArray(name)) {
      if (value instanceof JsonString string) {
        texts.add(string.value());
      }
    }
    return texts;
  }

  static List<JsonObject> objects(JsonObject tree, String name) {
    JsonArray array = tree.getArray(name);
    List<JsonObject> objects = new ArrayList<>(array.size());
    for (JsonValue value : array) {
      if (value instanceof JsonObject object) {
        objects.add(object);
      }
    }
    return objects;
  }
}
