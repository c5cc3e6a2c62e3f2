package io.kubeweft.testing.internal.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What names may look like: each method returns what is wrong with one, nothing if it is fine
 * (apimachinery pkg/api/validate/content and pkg/util/validation).
 */
final class Names {
  private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
  private static final String SUBDOMAIN = LABEL + "(\\." + LABEL + ")*";
  private static final String LABEL_1035 = "[a-z]([-a-z0-9]*[a-z0-9])?";
  private static final String KEY = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
  private static final String VALUE = "(" + KEY + ")?";
  private static final String CONFIG_KEY = "[-._a-zA-Z0-9]+";
  private static final String END = ", and must start and end with an alphanumeric character";
  private static final int SHORT = 63;
  private static final int LONG = 253;

  private static final Pattern IS_LABEL = Pattern.compile(LABEL);
  private static final Pattern IS_SUBDOMAIN = Pattern.compile(SUBDOMAIN);
  private static final Pattern IS_LABEL_1035 = Pattern.compile(LABEL_1035);
  private static final Pattern IS_KEY = Pattern.compile(KEY);
  private static final Pattern IS_VALUE = Pattern.compile(VALUE);
  private static final Pattern IS_CONFIG_KEY = Pattern.compile(CONFIG_KEY);

  private Names() {}

  private static String tooLong(int most) {
    return "must be no more than " + most + " bytes";
  }

  /** The same of what is checked by the older of both packages. */
  private static String tooManyLetters(int most) {
    return "must be no more than " + most + " characters";
  }

  private static String mustMatch(String rule, String pattern, String... examples) {
    StringBuilder text = new StringBuilder(rule).append(" (e.g. ");
    for (int i = 0; i < examples.length; i++) {
      text.append(i == 0 ? "'" : " or '").append(examples[i]).append("', ");
    }
    return text.append("regex used for validation is '").append(pattern).append("')").toString();
  }

  static List<String> label(String name) {
    List<String> wrong = new ArrayList<>();
    if (name.length() > SHORT) {
      wrong.add(tooManyLetters(SHORT));
    }
    if (!IS_LABEL.matcher(name).matches()) {
      wrong.add(
          IS_SUBDOMAIN.matcher(name).matches()
              ? "must not contain dots"
              : mustMatch(
                  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters"
                      + " or '-'"
                      + END,
                  LABEL,
                  "my-name",
                  "123-abc"));
    }
    return wrong;
  }

  static List<String> subdomain(String name) {
    List<String> wrong = new ArrayList<>();
    if (name.length() > LONG) {
      wrong.add(tooManyLetters(LONG));
    }
    if (!IS_SUBDOMAIN.matcher(name).matches()) {
      wrong.add(
          mustMatch(
              "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters,"
                  + " '-' or '.'"
                  + END,
              SUBDOMAIN,
              "example.com"));
    }
    return wrong;
  }

  static List<String> label1035(String name) {
    List<String> wrong = new ArrayList<>();
    if (name.length() > SHORT) {
      wrong.add(tooManyLetters(SHORT));
    }
    if (!IS_LABEL_1035.matcher(name).matches()) {
      wrong.add(
          mustMatch(
              "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start"
                  + " with an alphabetic character, and end with an alphanumeric character",
              LABEL_1035,
              "my-name",
              "abc-123"));
    }
    return wrong;
  }

  /** A segment of a path: nearly everything goes. */
  static List<String> pathSegment(String name) {
    List<String> wrong = new ArrayList<>();
    if (name.equals(".") || name.equals("..")) {
      wrong.add("may not be '" + name + "'");
    }
    if (name.contains("/")) {
      wrong.add("may not contain '/'");
    }
    if (name.contains("%")) {
      wrong.add("may not contain '%'");
    }
    return wrong;
  }

  /** A key of labels, finalizers and the like: a name with an optional domain before a slash. */
  static List<String> qualified(String key) {
    String rule = "must consist of alphanumeric characters, '-', '_' or '.'" + END;
    String[] parts = key.split("/", -1);
    List<String> wrong = new ArrayList<>();
    if (parts.length > 2) {
      wrong.add(
          "a valid label key "
              + mustMatch(rule, KEY, "MyName", "my.name", "123-abc")
              + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')");
      return wrong;
    }
    if (parts.length == 2 && parts[0].isEmpty()) {
      wrong.add("prefix part must be non-empty");
    } else if (parts.length == 2) {
      subdomain(parts[0]).forEach(each -> wrong.add("prefix part " + each));
    }
    String name = parts[parts.length - 1];
    if (name.isEmpty()) {
      wrong.add("name part must be non-empty");
    } else if (name.length() > SHORT) {
      wrong.add("name part " + tooLong(SHORT));
    }
    if (!IS_KEY.matcher(name).matches()) {
      wrong.add("name part " + mustMatch(rule, KEY, "MyName", "my.name", "123-abc"));
    }
    return wrong;
  }

  static List<String> annotationKey(String key) {
    return qualified(key.toLowerCase(Locale.ROOT));
  }

  static List<String> labelValue(String value) {
    List<String> wrong = new ArrayList<>();
    if (value.length() > SHORT) {
      wrong.add(tooLong(SHORT));
    }
    if (!IS_VALUE.matcher(value).matches()) {
      wrong.add(
          mustMatch(
              "a valid label must be an empty string or consist of alphanumeric characters, '-',"
                  + " '_' or '.'"
                  + END,
              VALUE,
              "MyValue",
              "my_value",
              "12345"));
    }
    return wrong;
  }

  /** A key of the data of a ConfigMap or Secret. */
  static List<String> configKey(String key) {
    List<String> wrong = new ArrayList<>();
    if (key.length() > LONG) {
      wrong.add(tooLong(LONG));
    }
    if (!IS_CONFIG_KEY.matcher(key).matches()) {
      wrong.add(
          mustMatch(
              "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
              CONFIG_KEY,
              "key.name",
              "KEY_NAME",
              "key-name"));
    }
    if (key.equals(".") || key.equals("..")) {
      wrong.add("must not be '" + key + "'");
    } else if (key.startsWith("..")) {
      wrong.add("must not start with '..'");
    }
    return wrong;
  }

  /** The name of a port of a container or service. */
  static List<String> portName(String name) {
    List<String> wrong = new ArrayList<>();
    if (name.length() > 15) {
      wrong.add(tooManyLetters(15));
    }
    if (!name.matches("[-a-z0-9]+")) {
      wrong.add("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)");
    }
    if (!name.matches(".*[a-z].*")) {
      wrong.add("must contain at least one letter (a-z)");
    }
    if (name.contains("--")) {
      wrong.add("must not contain consecutive hyphens");
    }
    if (name.startsWith("-") || name.endsWith("-")) {
      wrong.add("must not begin or end with a hyphen");
    }
    return wrong;
  }

  /** The name of an environment variable. */
  static List<String> environmentName(String name) {
    boolean printable = name.chars().allMatch(c -> c >= ' ' && c <= '~' && c != '=');
    if (name.isEmpty()) {
      return List.of("environment variable name must be non-empty");
    }
    return printable
        ? List.of()
        : List.of(
            "a valid environment variable name must consist only of printable ASCII characters"
                + " other than '='");
  }

  /** A number within bounds. */
  static List<String> range(long value, long least, long most) {
    return value >= least && value <= most
        ? List.of()
        : List.of("must be between " + least + " and " + most + ", inclusive");
  }
}
