package io.kubeweft.meta;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What label selectors mean, and how queries write them. */
final class LabelSelectors {
  static final String IN = "In";
  static final String NOT_IN = "NotIn";
  static final String EXISTS = "Exists";
  static final String DOES_NOT_EXIST = "DoesNotExist";
  static final String GREATER_THAN = "Gt";
  static final String LESS_THAN = "Lt";

  private LabelSelectors() {}

  static boolean matches(LabelSelector selector, Map<String, String> labels) {
    for (Map.Entry<String, String> label : selector.matchLabels().entrySet()) {
      if (!label.getValue().equals(labels.get(label.getKey()))) {
        return false;
      }
    }
    for (LabelSelectorRequirement requirement : selector.matchExpressions()) {
      if (!matches(requirement, labels.get(requirement.key()))) {
        return false;
      }
    }
    return true;
  }

  /** An absent label fulfils NotIn, as in Go. */
  private static boolean matches(LabelSelectorRequirement requirement, @Nullable String value) {
    return switch (requirement.operator()) {
      case IN -> value != null && requirement.values().contains(value);
      case NOT_IN -> value == null || !requirement.values().contains(value);
      case EXISTS -> value != null;
      case DOES_NOT_EXIST -> value == null;
      case GREATER_THAN -> compare(requirement, value) > 0;
      case LESS_THAN -> compare(requirement, value) < 0;
      default -> throw unknownOperator(requirement);
    };
  }

  /** The sign of the label less the bound; 0, which fulfils neither, if one is not an integer. */
  private static int compare(LabelSelectorRequirement requirement, @Nullable String value) {
    if (value == null || requirement.values().size() != 1) {
      return 0;
    }
    try {
      return new BigInteger(value).compareTo(new BigInteger(requirement.values().get(0)));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  static String toQuery(LabelSelector selector) {
    List<String> parts = new ArrayList<>();
    selector.matchLabels().forEach((label, value) -> parts.add(label + "=" + value));
    for (LabelSelectorRequirement requirement : selector.matchExpressions()) {
      parts.add(toQuery(requirement));
    }
    return String.join(",", parts);
  }

  private static String toQuery(LabelSelectorRequirement requirement) {
    String key = requirement.key();
    String values = String.join(",", requirement.values());
    return switch (requirement.operator()) {
      case IN -> key + " in (" + values + ")";
      case NOT_IN -> key + " notin (" + values + ")";
      case EXISTS -> key;
      case DOES_NOT_EXIST -> "!" + key;
      case GREATER_THAN -> key + ">" + values;
      case LESS_THAN -> key + "<" + values;
      default -> throw unknownOperator(requirement);
    };
  }

  private static IllegalArgumentException unknownOperator(LabelSelectorRequirement requirement) {
    return new IllegalArgumentException(
        "unknown operator \""
            + requirement.operator()
            + "\" for label "
            + requirement.key()
            + "; use In, NotIn, Exists or DoesNotExist");
  }
}
