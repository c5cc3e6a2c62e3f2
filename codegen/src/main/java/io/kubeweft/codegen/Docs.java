package io.kubeweft.codegen;

import java.util.ArrayList;
import java.util.List;

/** Javadoc from the text of documents, which may hold anything. */
final class Docs {
  private static final int WIDTH = 96;

  private Docs() {}

  /**
   * A comment.
   *
   * @param indent of its lines
   * @param paragraphs already escaped; empty ones are left out
   */
  static String comment(String indent, List<String> paragraphs) {
    List<String> lines = new ArrayList<>();
    boolean tags = false;
    for (String paragraph : paragraphs) {
      if (paragraph.isEmpty()) {
        continue;
      }
      boolean tag = paragraph.startsWith("@");
      if (!lines.isEmpty() && !(tag && tags)) {
        lines.add("");
      }
      String lead = !tag && !lines.isEmpty() ? "<p>" : "";
      lines.addAll(wrapped(lead + paragraph, WIDTH - indent.length(), tag ? "    " : ""));
      tags |= tag;
    }
    if (lines.size() == 1 && lines.getFirst().length() + indent.length() < WIDTH - 4) {
      return indent + "/** " + lines.getFirst() + " */";
    }
    StringBuilder text = new StringBuilder(indent + "/**\n");
    for (String line : lines) {
      text.append(indent).append(line.isEmpty() ? " *" : " * " + line).append('\n');
    }
    return text.append(indent).append(" */").toString();
  }

  /** Text in lines of at most this width, where words allow it; all but the first hang. */
  static List<String> wrapped(String text, int width, String hanging) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" +", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line = new StringBuilder(hanging);
      } else if (!line.isEmpty()) {
        line.append(' ');
      }
      line.append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  /** Text of a document as text of a comment: nothing in it can end the comment or mean markup. */
  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    String plain = text.strip().replaceAll("\\s+", " ");
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '@' -> escaped.append("&#64;");
        case '*' -> escaped.append("&#42;");
        case '{' -> escaped.append("&#123;");
        case '}' -> escaped.append("&#125;");
        case '\\' -> escaped.append("&#92;");
        default -> escaped.append(Character.isISOControl(c) ? ' ' : c);
      }
    }
    return escaped.toString();
  }

  /** A text as a Java string. */
  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ') {
        // Not as a Unicode escape: the compiler would see the character itself, a newline say.
        quoted.append("\\%03o".formatted((int) c));
      } else if (c > '~') {
        quoted.append("\\u%04x".formatted((int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
