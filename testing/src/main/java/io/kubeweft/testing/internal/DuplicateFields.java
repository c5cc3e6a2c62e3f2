package io.kubeweft.testing.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds fields that a JSON text names twice; the text has been read before, so it is one. */
final class DuplicateFields {
  private final String text;
  private final List<String> found = new ArrayList<>();
  private int at;

  private DuplicateFields(String text) {
    this.text = text;
  }

  /** Returns the paths of fields that are there again. */
  static List<String> of(String json) {
    DuplicateFields fields = new DuplicateFields(json);
    fields.value("");
    return fields.found.stream().distinct().toList();
  }

  private void value(String path) {
    switch (next()) {
      case '{' -> object(path);
      case '[' -> array(path);
      case '"' -> {
        String unused = string();
      }
      default -> {
        while (at < text.length() && ",]} \t\r\n".indexOf(text.charAt(at)) < 0) {
          at++;
        }
      }
    }
  }

  private void object(String path) {
    Set<String> names = new HashSet<>();
    at++;
    while (next() != '}') {
      if (next() == ',') {
        at++;
        continue;
      }
      String name = string();
      String field = path.isEmpty() ? name : path + "." + name;
      if (!names.add(name)) {
        found.add(field);
      }
      if (next() == ':') {
        at++;
      }
      value(field);
    }
    at++;
  }

  private void array(String path) {
    int index = 0;
    at++;
    while (next() != ']') {
      if (next() == ',') {
        at++;
        index++;
      } else {
        value(path + "[" + index + "]");
      }
    }
    at++;
  }

  /** A name with an escape is compared as it is written: nobody writes one name in two ways. */
  private String string() {
    int start = ++at;
    while (text.charAt(at) != '"') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    return text.substring(start, at++);
  }

  private char next() {
    while (Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return text.charAt(at);
  }
}
