package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonString;

/** What Go says of text that is no number (strconv). */
final class GoNumbers {
  private GoNumbers() {}

  /**
   * Says why a text was not read.
   *
   * @param function that was to read it
   */
  static String problem(String function, String text) {
    String number = function.equals("ParseUint") ? "\\d+" : "[-+]?\\d+";
    String reason = text.matches(number) ? "value out of range" : "invalid syntax";
    return "strconv." + function + ": parsing " + new JsonString(text) + ": " + reason;
  }
}
