package io.kubeweft.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeweft.json.Json;
import io.kubeweft.json.JsonNull;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** What kube-apiserver 1.36 was seen to answer, and what an answer is compared with. */
final class Expected {
  private Expected() {}

  /**
   * An answer in short.
   *
   * @return the status and the reason, then each cause as {@code field: message}
   */
  static String inShort(Http.Answer answer) {
    JsonObject json = answer.json();
    List<String> lines = new ArrayList<>();
    String reason = json.getString("reason");
    lines.add(answer.status() + (reason == null ? "" : " " + reason));
    for (JsonValue each : json.getArray("details", "causes")) {
      JsonObject cause = (JsonObject) each;
      lines.add(cause.getString("field") + ": " + cause.getString("message"));
    }
    return String.join("\n", lines);
  }

  /**
   * Checks values of an object.
   *
   * @param expected lines of a path with dots, a colon and JSON; {@code null} for nothing there
   */
  static void assertValues(JsonObject object, String expected) {
    assertThat(expected.lines())
        .allSatisfy(
            line -> {
              String[] parts = line.split(": ", 2);
              JsonValue value = object.get(parts[0].split("\\."));
              assertThat(value == null ? JsonNull.NULL : value)
                  .describedAs("%s of %s", parts[0], object)
                  .isEqualTo(Json.parse(parts[1]));
            });
  }

  /** Checks an answer against a status line and causes, in any order. */
  static void assertAnswer(Http.Answer answer, String expected) {
    assertThat(inShort(answer).lines())
        .describedAs(answer.text())
        .containsExactlyInAnyOrderElementsOf(expected.strip().lines().toList());
  }
}
