package io.kubeweft.conformance;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** The summary of a run as Markdown: the same for the same server, whenever it runs. */
final class Summary {
  private final Run run;

  Summary(Run run) {
    this.run = run;
  }

  /** Tests of the suite that have not run; a run that is not whole has no summary. */
  List<String> missing() throws Exception {
    Set<String> ran =
        run.notes().stream()
            .map(note -> note.testClass().getSimpleName() + "." + note.test())
            .collect(Collectors.toSet());
    List<String> missing = new ArrayList<>();
    for (Class<?> each : suite()) {
      for (Method method : each.getDeclaredMethods()) {
        boolean isTest =
            method.isAnnotationPresent(Test.class)
                || method.isAnnotationPresent(ParameterizedTest.class);
        String name = each.getSimpleName() + "." + method.getName();
        if (isTest && !ran.contains(name)) {
          missing.add(name);
        }
      }
    }
    return missing;
  }

  private static List<Class<?>> suite() throws Exception {
    List<Class<?>> suite = new ArrayList<>();
    for (String name : classNames()) {
      Class<?> each = Class.forName(name);
      if (each.isAnnotationPresent(Conformance.class)) {
        suite.add(each);
      }
    }
    return suite;
  }

  private static List<String> classNames() throws IOException, URISyntaxException {
    Path folder = Path.of(Summary.class.getResource("Summary.class").toURI()).getParent();
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith("Test.class"))
          .map(name -> Summary.class.getPackageName() + "." + name.replace(".class", ""))
          .sorted()
          .toList();
    }
  }

  private static String area(Run.Note note) {
    return note.testClass().getAnnotation(Conformance.class).value();
  }

  private static long count(List<Run.Note> notes, Run.Outcome outcome) {
    return notes.stream().filter(note -> note.outcome() == outcome).count();
  }

  String text(String version) {
    List<Run.Note> notes = run.notes();
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s: %d tests, %d passed, %d failed, %d left out; %d resources."
            .formatted(
                version,
                notes.size(),
                count(notes, Run.Outcome.PASSED),
                count(notes, Run.Outcome.FAILED),
                count(notes, Run.Outcome.LEFT_OUT),
                run.kinds().size()));
    addAreas(lines, notes);
    addLeftOut(lines, notes);
    if (!run.remarks().isEmpty()) {
      lines.add("");
      run.remarks().forEach(remark -> lines.add("- " + remark));
    }
    addKinds(lines);
    return String.join("\n", lines) + "\n";
  }

  private static void addAreas(List<String> lines, List<Run.Note> notes) {
    lines.addAll(
        List.of("", "| Area | Tests | Passed | Failed | Left out |", "|---|--:|--:|--:|--:|"));
    Map<String, List<Run.Note>> areas =
        notes.stream()
            .collect(Collectors.groupingBy(Summary::area, TreeMap::new, Collectors.toList()));
    areas.forEach(
        (area, of) ->
            lines.add(
                "| %s | %d | %d | %d | %d |"
                    .formatted(
                        area,
                        of.size(),
                        count(of, Run.Outcome.PASSED),
                        count(of, Run.Outcome.FAILED),
                        count(of, Run.Outcome.LEFT_OUT))));
  }

  private static void addLeftOut(List<String> lines, List<Run.Note> notes) {
    Set<String> leftOut =
        notes.stream()
            .filter(note -> note.outcome() == Run.Outcome.LEFT_OUT)
            .map(note -> "- %s, `%s`: %s".formatted(area(note), note.test(), note.reason()))
            .collect(Collectors.toCollection(TreeSet::new));
    if (!leftOut.isEmpty()) {
      lines.addAll(List.of("", "Left out:", ""));
      lines.addAll(leftOut);
    }
  }

  /** Resources of which the same was done share a row. */
  private void addKinds(List<String> lines) {
    lines.addAll(List.of("", "| What was done | Verbs offered | Resources |", "|---|---|---|"));
    Map<String, List<String>> rows = new LinkedHashMap<>();
    run.kinds().stream()
        .sorted(Comparator.comparing(Run.KindRow::resource))
        .forEach(
            row ->
                rows.computeIfAbsent(
                        "| %s | %s |".formatted(row.exercised(), row.verbs()),
                        k -> new ArrayList<>())
                    .add(row.resource()));
    rows.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(row -> lines.add(row.getKey() + " " + String.join(", ", row.getValue()) + " |"));
  }
}
