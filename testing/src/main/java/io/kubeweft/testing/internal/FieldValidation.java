package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonString;
import io.kubeweft.testing.internal.validation.Causes;
import java.util.List;

/** What is done about fields that are unknown, or there twice (KEP-2885). */
enum FieldValidation {
  IGNORE,
  WARN,
  STRICT;

  /**
   * Reads the parameter of a request.
   *
   * @param options the kind of options that have it, such as {@code CreateOptions}
   * @throws ApiFailure 422 if it is something else
   */
  static FieldValidation of(ApiCall call, String options) {
    String wanted = call.parameter("fieldValidation");
    return switch (wanted) {
      case "Ignore" -> IGNORE;
      case "Strict" -> STRICT;
      case "", "Warn" -> WARN;
      default -> {
        Causes causes = new Causes();
        causes.notSupported(
            "fieldValidation", new JsonString(wanted), List.of("", "Ignore", "Strict", "Warn"));
        throw ApiFailure.invalidOptions(options, causes.list());
      }
    };
  }
}
