package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonBoolean;
import io.kubeweft.json.JsonNull;
import io.kubeweft.json.JsonNumber;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What Go says of a body that is no JSON, or other JSON than is wanted (encoding/json). */
final class GoJson {
  private static final int END = -1;

  private final byte[] text;
  private int at;

  private GoJson(byte[] text) {
    this.text = text;
  }

  /** Raised where the text stops to be JSON. */
  private static final class SyntaxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SyntaxException(String message) {
      super(message, null, false, false);
    }
  }

  /** Says where a text stops to be JSON; null if it is. */
  static @Nullable String problem(byte[] text) {
    try {
      new GoJson(text).document();
      return null;
    } catch (SyntaxException e) {
      return e.getMessage();
    }
  }

  /**
   * Says that a value is not what is wanted.
   *
   * @param type in Go, of what is wanted
   */
  static String mismatch(JsonValue value, String type) {
    String kind =
        switch (value) {
          case JsonObject unused -> "object";
          case JsonArray unused -> "array";
          case JsonString unused -> "string";
          case JsonNumber unused -> "number";
          case JsonBoolean unused -> "bool";
          case JsonNull unused -> "null";
        };
    return "json: cannot unmarshal " + kind + " into Go value of type " + type;
  }

  private void document() {
    Deque<Character> open = new ArrayDeque<>();
    do {
      begin(open);
      end(open);
    } while (!open.isEmpty());
    if (next() != END) {
      throw unexpected("after top-level value");
    }
  }

  /** Reads a value that has no parts, or down to the first part that has none. */
  private void begin(Deque<Character> open) {
    while (true) {
      switch (next()) {
        case '{' -> {
          at++;
          open.push('}');
          if (next() == '}') {
            return;
          }
          key();
        }
        case '[' -> {
          at++;
          open.push(']');
          if (next() == ']') {
            return;
          }
        }
        case '"' -> {
          string();
          return;
        }
        case 't' -> {
          literal("true");
          return;
        }
        case 'f' -> {
          literal("false");
          return;
        }
        case 'n' -> {
          literal("null");
          return;
        }
        case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
          number();
          return;
        }
        default -> throw unexpected("looking for beginning of value");
      }
    }
  }

  /** Reads what closes after a value, up to where the next one begins. */
  private void end(Deque<Character> open) {
    while (!open.isEmpty()) {
      int next = next();
      boolean inObject = open.getFirst() == '}';
      if (next == open.getFirst()) {
        at++;
        char unused = open.pop();
      } else if (next == ',') {
        at++;
        if (inObject) {
          key();
        }
        return;
      } else {
        throw unexpected(inObject ? "after object key:value pair" : "after array element");
      }
    }
  }

  private void key() {
    if (next() != '"') {
      throw unexpected("looking for beginning of object key string");
    }
    string();
    if (next() != ':') {
      throw unexpected("after object key");
    }
    at++;
  }

  private void string() {
    at++;
    while (current() != '"') {
      if (current() == '\\') {
        at++;
        escape();
      } else if (current() < ' ') {
        throw unexpected("in string literal");
      } else {
        at++;
      }
    }
    at++;
  }

  private void escape() {
    if (current() == 'u') {
      for (int i = 0; i < 4; i++) {
        at++;
        if (Character.digit(current(), 16) < 0) {
          throw unexpected("in \\u hexadecimal character escape");
        }
      }
    } else if ("bfnrt\\/\"".indexOf(current()) < 0) {
      throw unexpected("in string escape code");
    }
    at++;
  }

  private void literal(String word) {
    for (int i = 1; i < word.length(); i++) {
      at++;
      if (current() != word.charAt(i)) {
        throw unexpected("in literal " + word + " (expecting " + quoted(word.charAt(i)) + ")");
      }
    }
    at++;
  }

  private void number() {
    if (current() == '-') {
      at++;
    }
    if (current() == '0') {
      at++;
    } else {
      digits("in numeric literal");
    }
    if (current() == '.') {
      at++;
      digits("after decimal point in numeric literal");
    }
    if (current() == 'e' || current() == 'E') {
      at++;
      if (current() == '+' || current() == '-') {
        at++;
      }
      digits("in exponent of numeric literal");
    }
  }

  private void digits(String place) {
    if (!isDigit(current())) {
      throw unexpected(place);
    }
    while (isDigit(current())) {
      at++;
    }
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private int current() {
    return at < text.length ? text[at] & 0xff : END;
  }

  /** The next character that is no space. */
  private int next() {
    while (current() != END && " \t\r\n".indexOf(current()) >= 0) {
      at++;
    }
    return current();
  }

  private SyntaxException unexpected(String place) {
    return new SyntaxException(
        current() == END
            ? "unexpected end of JSON input"
            : "invalid character " + quoted(current()) + " " + place);
  }

  /** A character as Go's scanner quotes it. */
  private static String quoted(int c) {
    String shown =
        switch (c) {
          case '\'' -> "\\'";
          case '\\' -> "\\\\";
          case '\n' -> "\\n";
          case '\r' -> "\\r";
          case '\t' -> "\\t";
          default -> Character.isISOControl(c) ? "\\x%02x".formatted(c) : Character.toString(c);
        };
    return "'" + shown + "'";
  }
}
