package io.kubeweft.meta;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Selects objects by their fields, such as {@code metadata.name=web,status.phase!=Failed}. All
 * terms must match; without terms everything does. Which fields a server knows depends on the kind;
 * {@code metadata.name} and {@code metadata.namespace} always work.
 */
public final class FieldSelector {
  /** Selects everything. */
  public static final FieldSelector EVERYTHING = new FieldSelector(List.of());

  private final List<Term> terms;

  private FieldSelector(List<Term> terms) {
    this.terms = List.copyOf(terms);
  }

  /**
   * Returns the selector of objects whose field has this value.
   *
   * @param field path of the field
   * @param value its value
   */
  public static FieldSelector matching(String field, String value) {
    return EVERYTHING.and(field, value);
  }

  /**
   * Returns the selector of the object with this name.
   *
   * @param name of the object
   */
  public static FieldSelector name(String name) {
    return matching("metadata.name", name);
  }

  /**
   * Returns this selector with one more term.
   *
   * @param field path of the field
   * @param value the value it must have
   */
  public FieldSelector and(String field, String value) {
    return with(new Term(field, value, true));
  }

  /**
   * Returns this selector with one more term.
   *
   * @param field path of the field
   * @param value the value it must not have
   */
  public FieldSelector andNot(String field, String value) {
    return with(new Term(field, value, false));
  }

  private FieldSelector with(Term term) {
    List<Term> all = new ArrayList<>(terms);
    all.add(term);
    return new FieldSelector(all);
  }

  /**
   * Parses the form of query parameters. In values, {@code \}, {@code ,} and {@code =} are escaped
   * by a backslash. (Source: apimachinery pkg/fields/selector.go.)
   *
   * @param query the text; empty selects everything
   * @throws IllegalArgumentException if it is malformed
   */
  public static FieldSelector parse(String query) {
    List<Term> terms = new ArrayList<>();
    for (String part : splitTerms(query)) {
      if (!part.isEmpty()) {
        terms.add(parseTerm(part));
      }
    }
    return new FieldSelector(terms);
  }

  private static List<String> splitTerms(String query) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < query.length(); i++) {
      if (query.charAt(i) == '\\') {
        i++;
      } else if (query.charAt(i) == ',') {
        parts.add(query.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(query.substring(start));
    return parts;
  }

  private static Term parseTerm(String part) {
    for (String operator : List.of("!=", "==", "=")) {
      int at = part.indexOf(operator);
      if (at >= 0 && part.indexOf('\\') < 0 || at >= 0 && at < part.indexOf('\\')) {
        String value = unescape(part, part.substring(at + operator.length()));
        return new Term(part.substring(0, at), value, !operator.equals("!="));
      }
    }
    throw malformed(part, "expected =, == or !=");
  }

  private static String unescape(String part, String value) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\\') {
        i++;
        if (i == value.length() || "\\,=".indexOf(value.charAt(i)) < 0) {
          throw malformed(part, "a backslash escapes \\, a comma or =");
        }
        text.append(value.charAt(i));
      } else if (c == '=') {
        throw malformed(part, "= in a value is written \\=");
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  private static IllegalArgumentException malformed(String part, String problem) {
    return new IllegalArgumentException("malformed field selector \"" + part + "\": " + problem);
  }

  /**
   * Returns whether this selects an object.
   *
   * @param field gives the value of the object's field at a path; empty where there is none
   */
  public boolean matches(UnaryOperator<String> field) {
    for (Term term : terms) {
      if (field.apply(term.field).equals(term.value) != term.equal) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether everything is selected. */
  public boolean isEverything() {
    return terms.isEmpty();
  }

  /** Returns the form of query parameters, empty if everything is selected. */
  public String toQuery() {
    List<String> parts = new ArrayList<>();
    for (Term term : terms) {
      parts.add(term.toQuery());
    }
    return String.join(",", parts);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FieldSelector that && terms.equals(that.terms);
  }

  @Override
  public int hashCode() {
    return terms.hashCode();
  }

  @Override
  public String toString() {
    return toQuery();
  }

  private record Term(String field, String value, boolean equal) {
    Term {
      Objects.requireNonNull(field, "field");
      Objects.requireNonNull(value, "value");
    }

    String toQuery() {
      String escaped = value.replace("\\", "\\\\").replace(",", "\\,").replace("=", "\\=");
      return field + (equal ? "=" : "!=") + escaped;
    }
  }
}
