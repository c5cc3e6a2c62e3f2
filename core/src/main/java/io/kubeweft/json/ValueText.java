package io.kubeweft.json;

import java.util.Arrays;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Copies values from a parser as compact text, into a buffer that is used again.
 *
 * <p>A generator of Jackson's would do, but a fifth of all pods' bytes are {@code managedFields},
 * and making a generator for each of them took a third of the time and memory of reading a pod.
 */
final class ValueText {
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private byte[] bytes = new byte[1024];
  private final char[] room = new char[128];
  private int length;

  /** Copies the value whose first token is the current one; goes to its last token. */
  void copy(JsonParser parser) {
    length = 0;
    int depth = 0;
    boolean first = true;
    JsonToken token = parser.currentToken();
    while (true) {
      boolean ends = token == JsonToken.END_OBJECT || token == JsonToken.END_ARRAY;
      if (!first && !ends) {
        append(',');
      }
      if (token == JsonToken.PROPERTY_NAME) {
        appendString(parser.currentName());
        append(':');
        token = parser.nextToken();
      }
      if (token.isStructStart()) {
        append(token == JsonToken.START_OBJECT ? '{' : '[');
        depth++;
        first = true;
      } else {
        if (ends) {
          append(token == JsonToken.END_OBJECT ? '}' : ']');
          depth--;
        } else {
          appendScalar(parser, token);
        }
        first = false;
      }
      if (depth == 0) {
        return;
      }
      token = parser.nextToken();
    }
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  int hash() {
    int hash = 1;
    for (int i = 0; i < length; i++) {
      hash = 31 * hash + bytes[i];
    }
    return hash;
  }

  private void appendScalar(JsonParser parser, JsonToken token) {
    switch (token) {
      case VALUE_STRING -> appendString(parser.getString());
      // As it is written: a double would lose digits.
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> appendAscii(parser.getString());
      default -> appendAscii(token.asString());
    }
  }

  private void appendAscii(String text) {
    ensure(text.length());
    for (int i = 0; i < text.length(); i++) {
      bytes[length++] = (byte) text.charAt(i);
    }
  }

  private void appendString(String text) {
    // A character takes three bytes at most in UTF-8, and six as an escape.
    ensure(6 * text.length() + 2);
    bytes[length++] = '"';
    if (text.length() > room.length || !appendPlain(text)) {
      appendCharacters(text);
    }
    bytes[length++] = '"';
  }

  /** Appends a text as it is; nothing, and false, if one of its characters can not stay so. */
  private boolean appendPlain(String text) {
    int count = text.length();
    char[] chars = room;
    text.getChars(0, count, chars, 0);
    byte[] to = bytes;
    int at = length;
    // Negative once one of the differences is: a loop without branches.
    int special = 0;
    for (int i = 0; i < count; i++) {
      char c = chars[i];
      to[at + i] = (byte) c;
      special |= c - ' ' | 0x7F - c | (c ^ '"') - 1 | (c ^ '\\') - 1;
    }
    if (special < 0) {
      return false;
    }
    length += count;
    return true;
  }

  private void appendCharacters(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c < 0x80 && c != '"' && c != '\\') {
        bytes[length++] = (byte) c;
      } else if (c == '"' || c == '\\') {
        bytes[length++] = '\\';
        bytes[length++] = (byte) c;
      } else if (c < ' ') {
        escape(c);
      } else if (c < 0x800) {
        bytes[length++] = (byte) (0xC0 | c >> 6);
        continuation(c);
      } else if (!Character.isSurrogate(c)) {
        bytes[length++] = (byte) (0xE0 | c >> 12);
        continuation(c >> 6);
        continuation(c);
      } else if (i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1))) {
        int codePoint = Character.toCodePoint(c, text.charAt(++i));
        bytes[length++] = (byte) (0xF0 | codePoint >> 18);
        continuation(codePoint >> 12);
        continuation(codePoint >> 6);
        continuation(codePoint);
      } else {
        // Half a pair was written as an escape, and can not be written otherwise.
        escape(c);
      }
    }
  }

  private void continuation(int bits) {
    bytes[length++] = (byte) (0x80 | bits & 0x3F);
  }

  private void escape(char c) {
    bytes[length++] = '\\';
    bytes[length++] = 'u';
    for (int shift = 12; shift >= 0; shift -= 4) {
      bytes[length++] = (byte) HEX[c >> shift & 0xF];
    }
  }

  private void append(char c) {
    ensure(1);
    bytes[length++] = (byte) c;
  }

  private void ensure(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }
}
