package io.kubeweft.rest;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Makes request paths from names, and refuses names that would lead elsewhere.
 *
 * <p>A segment must not be empty, {@code .} or {@code ..}, and must hold neither {@code /} nor
 * {@code %}. (Source: client-go rest/request.go, IsValidPathSegmentName.)
 */
public final class RequestPath {
  private static final String UNRESERVED = "-._~";
  private static final String ALLOWED_IN_PATH = UNRESERVED + "/!$&'()*+,;=:@%";

  private RequestPath() {}

  /**
   * Returns the path of these segments.
   *
   * @param segments names, not encoded, such as {@code "api", "v1", "nodes"}
   * @throws IllegalArgumentException if one of them is refused
   */
  public static String of(String... segments) {
    StringBuilder path = new StringBuilder();
    for (String segment : segments) {
      path.append('/').append(encode(checkSegment(segment, "path segment")));
    }
    return path.toString();
  }

  /**
   * Checks a name that becomes a segment.
   *
   * @param segment the name
   * @param what is named, for the message
   * @return the name
   * @throws IllegalArgumentException if it is refused
   */
  public static String checkSegment(String segment, String what) {
    String problem =
        switch (segment) {
          case "" -> "is empty";
          case ".", ".." -> "must not be \"" + segment + "\"";
          default -> problem(segment);
        };
    if (problem != null) {
      throw new IllegalArgumentException(what + " " + problem);
    }
    return segment;
  }

  private static @Nullable String problem(String segment) {
    for (char c : new char[] {'/', '%'}) {
      if (segment.indexOf(c) >= 0) {
        return "\"" + segment + "\" must not contain '" + c + "'";
      }
    }
    return null;
  }

  /** Checks a path that is encoded already. */
  static String check(String path) {
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("a path begins with a slash, not \"" + path + "\"");
    }
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (!isAlphanumeric(c) && ALLOWED_IN_PATH.indexOf(c) < 0) {
        throw new IllegalArgumentException(
            "path \""
                + path
                + "\" has a character at "
                + i
                + " that must be encoded; a query belongs into query()");
      }
    }
    for (String segment : path.toLowerCase(Locale.ROOT).replace("%2e", ".").split("/", -1)) {
      if (segment.equals(".") || segment.equals("..")) {
        throw new IllegalArgumentException("path \"" + path + "\" has a dot segment");
      }
    }
    return path;
  }

  /** Percent-encodes everything but RFC 3986's unreserved characters. */
  static String encode(String text) {
    StringBuilder encoded = null;
    byte[] bytes = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isAlphanumeric(c) && UNRESERVED.indexOf(c) < 0) {
        encoded = new StringBuilder(text.length() + 16);
        bytes = text.getBytes(StandardCharsets.UTF_8);
        break;
      }
    }
    if (encoded == null || bytes == null) {
      return text;
    }
    for (byte b : bytes) {
      char c = (char) (b & 0xff);
      if (isAlphanumeric(c) || UNRESERVED.indexOf(c) >= 0) {
        encoded.append(c);
      } else {
        encoded.append('%').append(hex(c >> 4)).append(hex(c & 15));
      }
    }
    return encoded.toString();
  }

  private static char hex(int digit) {
    return "0123456789ABCDEF".charAt(digit);
  }

  private static boolean isAlphanumeric(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
  }
}
