package io.kubeweft.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.kubeweft.client.KubeClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Holds {@code docs/conformance.md} to what has just run. Comes after all other classes; with
 * {@code -Dconformance.write=true} it writes the summary of the server anew.
 */
@Tag("conformance")
@Order(Integer.MAX_VALUE)
@ExtendWith(Observer.class)
class DocumentTest {
  private static final Path DOCUMENT = Path.of("../../docs/conformance.md");

  @Test
  void summary_isTheCommittedOne(Run run) throws Exception {
    Summary summary = new Summary(run);
    if (!summary.missing().isEmpty()) {
      abort("only a part of the suite has run; missing are " + summary.missing());
    }
    String label = run.server().label();
    String text = summary.text(version(run));
    Path file =
        Path.of(
            "target",
            "conformance",
            (label.isEmpty() ? "server" : label.replace(' ', '-')) + ".md");
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    if (label.isEmpty()) {
      abort("no summary is committed for this server; that of this run is in " + file);
    }

    if (Boolean.getBoolean("conformance.write")) {
      write(label, text);
    }
    String committed = committed(label);
    if (committed.isBlank() && !"true".equals(System.getenv("CI"))) {
      abort(
          "docs/conformance.md has no summary of '"
              + label
              + "' yet; that of this run is in "
              + file);
    }
    assertThat(committed)
        .as(
            "the summary of '%s' in docs/conformance.md; if the run is right, write it anew with"
                + " -Dconformance.write=true",
            label)
        .isEqualTo(text);
  }

  private static String version(Run run) {
    try (KubeClient client = KubeClient.connect(run.server().admin())) {
      return client.discovery().serverVersion().gitVersion();
    }
  }

  private static String begin(String label) {
    return "<!-- run: " + label + " -->\n";
  }

  private static final String END = "<!-- end of run -->";

  private static String committed(String label) throws IOException {
    String document = Files.readString(DOCUMENT);
    int begin = document.indexOf(begin(label));
    assertThat(begin).as("section of '%s'", label).isNotNegative();
    int from = begin + begin(label).length();
    return document.substring(from, document.indexOf(END, from));
  }

  private static void write(String label, String text) throws IOException {
    String document = Files.readString(DOCUMENT);
    Files.writeString(
        DOCUMENT, document.replace(begin(label) + committed(label), begin(label) + text));
  }
}
