package io.kubeweft.testing.internal.table;

import io.kubeweft.json.JsonBoolean;
import io.kubeweft.json.JsonNumber;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a {@link JsonPath} from left to right. */
final class JsonPathParser {
  private final String text;
  private int at;

  JsonPathParser(String text) {
    String inner = text.strip();
    this.text =
        inner.startsWith("{") && inner.endsWith("}")
            ? inner.substring(1, inner.length() - 1)
            : inner;
  }

  private IllegalArgumentException wrong(String problem) {
    return new IllegalArgumentException(
        problem + " at position " + at + " of the JSONPath \"" + text + "\"");
  }

  List<JsonPath.Step> steps() {
    List<JsonPath.Step> steps = new ArrayList<>();
    if (at < text.length() && (text.charAt(at) == '$' || text.charAt(at) == '@')) {
      at++;
    }
    while (at < text.length()) {
      switch (text.charAt(at)) {
        case '.' -> dot(steps);
        case '[' -> steps.add(bracket());
        default -> steps.add(name());
      }
    }
    return steps;
  }

  private void dot(List<JsonPath.Step> steps) {
    at++;
    if (at < text.length() && text.charAt(at) == '.') {
      at++;
      steps.add(JsonPath.descend());
    }
    if (at < text.length() && text.charAt(at) != '[') {
      steps.add(name());
    }
  }

  private JsonPath.Step name() {
    if (text.charAt(at) == '*') {
      at++;
      return JsonPath.wildcard();
    }
    StringBuilder name = new StringBuilder();
    while (at < text.length() && ".[".indexOf(text.charAt(at)) < 0) {
      if (text.charAt(at) == '\\' && at + 1 < text.length()) {
        at++;
      }
      name.append(text.charAt(at++));
    }
    if (name.isEmpty()) {
      throw wrong("a field is missing");
    }
    return JsonPath.field(name.toString());
  }

  private JsonPath.Step bracket() {
    int end = closing();
    String inner = text.substring(at + 1, end).strip();
    at = end + 1;
    if (inner.startsWith("?(") && inner.endsWith(")")) {
      return JsonPath.filter(filter(inner.substring(2, inner.length() - 1).strip()));
    }
    List<JsonPath.Step> parts = new ArrayList<>();
    for (String part : outsideQuotes(inner, ",")) {
      parts.add(selector(part.strip()));
    }
    return parts.size() == 1 ? parts.getFirst() : JsonPath.union(parts);
  }

  /** Where the bracket that is open here closes. */
  private int closing() {
    int depth = 0;
    char quote = 0;
    for (int i = at; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (c == '[') {
        depth++;
      } else if (c == ']' && --depth == 0) {
        return i;
      }
    }
    throw wrong("a bracket is not closed");
  }

  private JsonPath.Step selector(String selector) {
    if (selector.equals("*")) {
      return JsonPath.wildcard();
    }
    if (isQuoted(selector)) {
      return JsonPath.field(unquoted(selector));
    }
    String[] bounds = selector.split(":", -1);
    if (bounds.length == 1) {
      Integer index = number(selector);
      return JsonPath.index(index == null ? 0 : index);
    }
    Integer step = bounds.length > 2 ? number(bounds[2]) : null;
    return JsonPath.slice(number(bounds[0]), number(bounds[1]), step == null ? 1 : step);
  }

  private @Nullable Integer number(String digits) {
    if (digits.isBlank()) {
      return null;
    }
    try {
      return Integer.valueOf(digits.strip());
    } catch (NumberFormatException e) {
      throw wrong("\"" + digits + "\" is no position");
    }
  }

  private JsonPathFilter filter(String condition) {
    for (String operator : new String[] {"==", "!=", "<=", ">=", "<", ">"}) {
      List<String> sides = outsideQuotes(condition, operator);
      if (sides.size() == 2) {
        return new JsonPathFilter(operand(sides.get(0)), operator, operand(sides.get(1)));
      }
    }
    return new JsonPathFilter(operand(condition), "", null);
  }

  private JsonPathFilter.Operand operand(String side) {
    String operand = side.strip();
    if (operand.startsWith("@")) {
      JsonPath path = JsonPath.parse(operand);
      return path::all;
    }
    JsonValue literal = literal(operand);
    return element -> List.of(literal);
  }

  private JsonValue literal(String literal) {
    if (isQuoted(literal)) {
      return new JsonString(unquoted(literal));
    }
    return switch (literal) {
      case "true" -> JsonBoolean.TRUE;
      case "false" -> JsonBoolean.FALSE;
      default -> {
        try {
          yield JsonNumber.parse(literal);
        } catch (RuntimeException e) {
          throw wrong("\"" + literal + "\" is no value");
        }
      }
    };
  }

  private static boolean isQuoted(String text) {
    return text.length() > 1
        && (text.charAt(0) == '\'' || text.charAt(0) == '"')
        && text.charAt(text.length() - 1) == text.charAt(0);
  }

  private static String unquoted(String text) {
    return text.substring(1, text.length() - 1).replace("\\", "");
  }

  private static List<String> outsideQuotes(String text, String separator) {
    List<String> parts = new ArrayList<>();
    char quote = 0;
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (text.startsWith(separator, i)) {
        parts.add(text.substring(from, i));
        from = i + separator.length();
        i = from - 1;
      }
    }
    parts.add(text.substring(from));
    return parts;
  }
}
