package io.kubeweft.rest;

import java.util.ArrayList;
import java.util.List;

/**
 * A {@code Warning} header of RFC 7234 section 5.5, with which the API server tells what still
 * works but should be changed.
 *
 * @param code 299 for what is meant for people
 * @param agent who warns; {@code -} if unknown
 * @param text what to know
 */
public record Warning(int code, String agent, String text) {
  /** What comes from a cluster that is not ours must not fill memory or a log. */
  private static final int MAX_TEXT = 4096;

  /** Reads headers, each of which may hold several warnings; passes over what is malformed. */
  static List<Warning> parse(List<String> headers) {
    if (headers.isEmpty()) {
      return List.of();
    }
    List<Warning> warnings = new ArrayList<>();
    for (String header : headers) {
      new Parser(header).parse(warnings);
    }
    return List.copyOf(warnings);
  }

  /** {@code code SP agent SP quoted-text [SP quoted-date]}, separated by commas. */
  private static final class Parser {
    private final String header;
    private int position;

    Parser(String header) {
      this.header = header;
    }

    void parse(List<Warning> warnings) {
      while (position < header.length()) {
        skip(" ,\t");
        String code = word();
        skip(" ");
        String agent = word();
        skip(" ");
        if (!code.matches("[0-9]{3}") || agent.isEmpty() || !at('"')) {
          return;
        }
        warnings.add(new Warning(Integer.parseInt(code), agent, quoted()));
        skip(" ");
        if (at('"')) {
          quoted();
        }
      }
    }

    private boolean at(char c) {
      return position < header.length() && header.charAt(position) == c;
    }

    private void skip(String characters) {
      while (position < header.length() && characters.indexOf(header.charAt(position)) >= 0) {
        position++;
      }
    }

    private String word() {
      int start = position;
      while (position < header.length() && header.charAt(position) != ' ') {
        position++;
      }
      return header.substring(start, position);
    }

    private String quoted() {
      StringBuilder text = new StringBuilder();
      position++;
      while (position < header.length() && header.charAt(position) != '"') {
        if (header.charAt(position) == '\\' && position + 1 < header.length()) {
          position++;
        }
        char c = header.charAt(position++);
        if (text.length() < MAX_TEXT && !Character.isISOControl(c)) {
          text.append(c);
        }
      }
      position++;
      return text.toString();
    }
  }
}
