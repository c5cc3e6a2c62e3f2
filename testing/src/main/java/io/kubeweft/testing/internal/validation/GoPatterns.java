package io.kubeweft.testing.internal.validation;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Regular expressions as Go writes them (RE2), read by the JDK: only a few constructs are spelled
 * otherwise, and look-around and back references are refused as Go refuses them.
 */
final class GoPatterns {
  private static final Pattern REFUSED = Pattern.compile("\\(\\?(?:[=!>]|<[=!])|\\\\[1-9]");
  private static final String NAMED_GROUP = "(?P<";

  private final String source;
  private final StringBuilder java = new StringBuilder();
  private int at;

  private GoPatterns(String source) {
    this.source = source;
  }

  static boolean find(String pattern, String text) {
    Pattern compiled = compiled(pattern);
    return compiled != null && compiled.matcher(text).find();
  }

  /** Returns null if Go would not take it. */
  static @Nullable Pattern compiled(String pattern) {
    if (REFUSED.matcher(pattern).find()) {
      return null;
    }
    try {
      return Pattern.compile(new GoPatterns(pattern).translated());
    } catch (PatternSyntaxException e) {
      return null;
    }
  }

  private String translated() {
    while (at < source.length()) {
      char next = source.charAt(at);
      if (next == '\\') {
        copy(2);
      } else if (next == '[') {
        characterClass();
      } else if (source.startsWith(NAMED_GROUP, at)) {
        java.append("(?<");
        at += NAMED_GROUP.length();
      } else if (next == '$' && !source.contains("(?m")) {
        // Go's $ is the end of the text, Java's may be before a last line break.
        java.append("\\z");
        at++;
      } else {
        copy(1);
      }
    }
    return java.toString();
  }

  private void copy(int length) {
    int end = Math.min(source.length(), at + length);
    java.append(source, at, end);
    at = end;
  }

  private void characterClass() {
    copy(source.startsWith("[^", at) ? 2 : 1);
    boolean first = true;
    while (at < source.length()) {
      char next = source.charAt(at);
      int end = source.startsWith("[:", at) ? source.indexOf(":]", at) : -1;
      if (next == ']' && !first) {
        copy(1);
        return;
      }
      first = false;
      if (next == '\\') {
        copy(2);
      } else if (end > 0) {
        posix(source.substring(at + 2, end));
        at = end + 2;
      } else {
        // Java gives brackets and ampersands within a class a meaning of its own.
        java.append(next == '[' || next == ']' || next == '&' ? "\\" : "");
        copy(1);
      }
    }
  }

  private void posix(String name) {
    boolean negated = name.startsWith("^");
    String plain = negated ? name.substring(1) : name;
    if (plain.equals("word")) {
      java.append(negated ? "\\W" : "\\w");
      return;
    }
    String upper =
        plain.equals("xdigit")
            ? "XDigit"
            : plain.equals("ascii")
                ? "ASCII"
                : plain.substring(0, 1).toUpperCase(Locale.ROOT) + plain.substring(1);
    java.append(negated ? "\\P{" : "\\p{").append(upper).append('}');
  }
}
