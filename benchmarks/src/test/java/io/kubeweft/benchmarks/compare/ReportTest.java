package io.kubeweft.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {
  @Test
  void markdown_clientThatFailed_saysHowOften() {
    Row row =
        new Row(
            "sync",
            "ms",
            false,
            Map.of(Client.KUBEWEFT, 20.0, Client.FABRIC8, 40.0),
            Map.of(Client.FABRIC8, 1, Client.CLIENT_JAVA, 3),
            3);

    String markdown =
        Report.markdown(
            List.of(row), EnumSet.range(Client.KUBEWEFT, Client.CLIENT_JAVA), "A machine.\n");

    assertThat(markdown)
        .startsWith("A machine.\n\n| | Kubeweft |")
        .contains("| sync | 20 ms | 40 ms (1 of 3 failed) | failed | 2.00 | - |");
  }

  @Test
  void setting_scenariosWithOptions_namesThemAndTheCommand() {
    List<Scenario> scenarios =
        Scenario.full().stream().filter(s -> s.title().contains("smallest heap")).toList();

    String setting =
        Setting.text(
            List.of("--module", "/a/folder", "--full", "--only", "smallest heap"), scenarios);

    assertThat(setting)
        .contains(
            "`-XX:+ExitOnOutOfMemoryError -Xmx...` for \"smallest heap for 10k pods\", \"smallest")
        .contains("\"-Dbenchmark.arguments=--full --only 'smallest heap'\"")
        .doesNotContain("/a/folder");
  }
}
