package io.kubeweft.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The goal without Maven: the real generator in a process of its own. */
class GenerationTest {
  private static final Path CRONTABS = Path.of("../src/test/resources/crontabs.yaml");
  private static final String MODEL = "com/example/stable/v1/CronTabSpec.java";

  private final GeneratorProcess generator =
      new GeneratorProcess(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
              .map(Path::of)
              .filter(Files::exists)
              .toList());
  @TempDir private Path folder;
  private Path document;

  @BeforeEach
  void copyDocument() throws IOException {
    document = Files.copy(CRONTABS, folder.resolve("crontabs.yaml"));
  }

  private Generation generation(String... renames) {
    return new Generation(
        List.of(document),
        "com.example",
        List.of(renames),
        folder.resolve("out"),
        folder.resolve("state"),
        "default");
  }

  private void edit(String from, String to) throws IOException {
    String text = Files.readString(document);
    assertThat(text).contains(from);
    Files.writeString(document, text.replace(from, to));
  }

  @Test
  void run_document_writesItsClasses() throws Exception {
    List<String> said = generation().run(generator);

    assertThat(folder.resolve("out").resolve(MODEL)).content().contains("String schedule");
    assertThat(said).last().asString().contains("12 written", "0 removed");
  }

  @Test
  void isUpToDate_nothingChanged_isTrue() throws Exception {
    assertThat(generation().isUpToDate(generator)).as("before the first run").isFalse();

    generation().run(generator);

    assertThat(generation().isUpToDate(generator)).isTrue();
  }

  @Test
  void isUpToDate_documentChanged_isFalse() throws Exception {
    generation().run(generator);

    edit("schedule: {type: string", "schedule: {type: integer");

    assertThat(generation().isUpToDate(generator)).isFalse();
  }

  @Test
  void isUpToDate_otherOptionsOrClassGone_isFalse() throws Exception {
    generation().run(generator);

    assertThat(generation("limit=maximum").isUpToDate(generator)).isFalse();
    Files.delete(folder.resolve("out").resolve(MODEL));
    assertThat(generation().isUpToDate(generator)).isFalse();
  }

  @Test
  void run_objectIsGoneFromTheDocument_removesItsClassAlone() throws Exception {
    generation().run(generator);
    Path mine =
        Files.writeString(folder.resolve("out/com/example/Mine.java"), "package com.example;");
    Path steps = folder.resolve("out/com/example/stable/v1/CronTabSpecStepsItem.java");
    assertThat(steps).exists();
    edit("required: [image]\n", "x-kubernetes-preserve-unknown-fields: true\n");
    edit("                    properties:\n                      image: {type: string}\n", "");
    edit("                      args: {type: array, items: {type: string}}\n", "");

    generation().run(generator);

    assertThat(steps).doesNotExist();
    assertThat(mine).exists();
    assertThat(generation().isUpToDate(generator)).isTrue();
  }

  @Test
  void run_brokenDocument_saysWhatTheGeneratorSays() throws Exception {
    generation().run(generator);
    Files.writeString(document, "kind: Pod");

    GeneratorProcess.FailedException failure =
        catchThrowableOfType(
            GeneratorProcess.FailedException.class, () -> generation().run(generator));

    assertThat(failure).hasMessageContaining("crontabs.yaml: neither OpenAPI");
    assertThat(generation().isUpToDate(generator)).isFalse();
  }
}
