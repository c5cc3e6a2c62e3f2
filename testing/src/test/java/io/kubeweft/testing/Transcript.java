package io.kubeweft.testing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A session at a shell, as it is read: lines that begin with a dollar are typed, those that begin
 * with a {@code >} belong to them, what follows was answered. An empty line and comments separate.
 *
 * @param steps in their order
 */
record Transcript(List<Step> steps) {
  /**
   * What stands above a command, and the command.
   *
   * @param before comments and empty lines
   * @param command over any number of lines
   */
  record Step(String before, String command) {}

  static Transcript parse(String text) {
    List<Step> steps = new ArrayList<>();
    StringBuilder before = new StringBuilder();
    StringBuilder command = new StringBuilder();
    for (String line : text.lines().toList()) {
      if (line.startsWith("$ ")) {
        add(steps, before, command);
        command.append(line.substring(2));
      } else if (line.startsWith("> ") && !command.isEmpty()) {
        command.append('\n').append(line.substring(2));
      } else if (line.startsWith("#")) {
        add(steps, before, command);
        before.append(line).append("\n\n");
      }
    }
    add(steps, before, command);
    return new Transcript(List.copyOf(steps));
  }

  private static void add(List<Step> steps, StringBuilder before, StringBuilder command) {
    if (!command.isEmpty()) {
      steps.add(new Step(before.toString(), command.toString()));
      before.setLength(0);
      command.setLength(0);
    }
  }

  /** Types all commands, and returns the transcript with what is answered now. */
  String replay(Shell shell) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Step step : steps) {
      text.append(step.before());
      text.append("$ ").append(step.command().replace("\n", "\n> ")).append('\n');
      text.append(normal(shell.run(step.command())));
    }
    return text.toString();
  }

  /** An answer without what differs from run to run. */
  private static String normal(String answer) {
    return answer
        .stripTrailing()
        .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "<uid>")
        .replaceAll("(resourceVersion\"?: \"?)\\d+", "$1<version>")
        .replaceAll("127\\.0\\.0\\.1:\\d{4,5}", "<server>")
        .replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z", "<time>")
        .replaceAll("(?m)[ \\t]+$", "")
        .concat(answer.isBlank() ? "" : "\n");
  }
}
