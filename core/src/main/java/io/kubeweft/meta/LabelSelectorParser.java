package io.kubeweft.meta;

import java.util.ArrayList;
import java.util.List;

/** Parses the text form of label selectors: requirements between commas. */
final class LabelSelectorParser {
  private final String text;
  private int position;

  LabelSelectorParser(String text) {
    this.text = text;
  }

  LabelSelector parse() {
    LabelSelector.Builder selector = LabelSelector.builder();
    skipBlanks();
    while (position < text.length()) {
      requirement(selector);
      skipBlanks();
      if (position < text.length()) {
        expect(',');
        skipBlanks();
        if (position == text.length()) {
          throw malformed("a label name is missing after the last comma");
        }
      }
    }
    return selector.build();
  }

  private void requirement(LabelSelector.Builder selector) {
    if (skip("!")) {
      skipBlanks();
      add(selector, name(), LabelSelectors.DOES_NOT_EXIST, List.of());
      return;
    }
    String key = name();
    skipBlanks();
    if (skip("!=")) {
      add(selector, key, LabelSelectors.NOT_IN, List.of(value()));
    } else if (skip("==") || skip("=")) {
      add(selector, key, LabelSelectors.IN, List.of(value()));
    } else if (skip(">")) {
      add(selector, key, LabelSelectors.GREATER_THAN, List.of(integer()));
    } else if (skip("<")) {
      add(selector, key, LabelSelectors.LESS_THAN, List.of(integer()));
    } else if (atEndOfRequirement()) {
      add(selector, key, LabelSelectors.EXISTS, List.of());
    } else {
      String operator = name();
      switch (operator) {
        case "in" -> add(selector, key, LabelSelectors.IN, values());
        case "notin" -> add(selector, key, LabelSelectors.NOT_IN, values());
        default -> throw malformed("expected =, ==, !=, in, notin, > or <, not " + operator);
      }
    }
  }

  private static void add(
      LabelSelector.Builder selector, String key, String operator, List<String> values) {
    selector.addMatchExpressions(e -> e.key(key).operator(operator).values(values));
  }

  private boolean atEndOfRequirement() {
    return position == text.length() || text.charAt(position) == ',';
  }

  private List<String> values() {
    skipBlanks();
    expect('(');
    List<String> values = new ArrayList<>();
    do {
      values.add(value());
      skipBlanks();
    } while (skip(","));
    expect(')');
    return values;
  }

  private String integer() {
    String value = value();
    if (!value.matches("-?[0-9]+")) {
      throw malformed("> and < compare with an integer");
    }
    return value;
  }

  /** A value may be empty. */
  private String value() {
    skipBlanks();
    return word();
  }

  private String name() {
    String name = word();
    if (name.isEmpty()) {
      throw malformed("a label name is missing");
    }
    return name;
  }

  private String word() {
    int start = position;
    while (position < text.length() && "!=<>(), \t\r\n".indexOf(text.charAt(position)) < 0) {
      position++;
    }
    return text.substring(start, position);
  }

  private boolean skip(String token) {
    if (text.startsWith(token, position)) {
      position += token.length();
      return true;
    }
    return false;
  }

  private void expect(char c) {
    if (position == text.length() || text.charAt(position) != c) {
      throw malformed("expected " + c);
    }
    position++;
  }

  private void skipBlanks() {
    while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
      position++;
    }
  }

  private IllegalArgumentException malformed(String problem) {
    return new IllegalArgumentException(
        "malformed label selector \"" + text + "\" at position " + position + ": " + problem);
  }
}
