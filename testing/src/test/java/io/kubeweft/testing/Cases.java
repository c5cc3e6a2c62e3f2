package io.kubeweft.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/**
 * Tables of requests and answers: a line with what is sent, then indented lines with what comes
 * back. Read as arguments of a parameterised test.
 */
final class Cases {
  private Cases() {}

  static Stream<Arguments> of(String table) {
    List<Arguments> cases = new ArrayList<>();
    String sent = "";
    List<String> expected = new ArrayList<>();
    for (String line : table.lines().toList()) {
      if (line.startsWith("  ")) {
        expected.add(line.strip());
      } else if (!line.isBlank()) {
        if (!sent.isEmpty()) {
          cases.add(Arguments.of(sent, String.join("\n", expected)));
        }
        sent = line;
        expected = new ArrayList<>();
      }
    }
    cases.add(Arguments.of(sent, String.join("\n", expected)));
    return cases.stream();
  }
}
