package io.kubeweft.dynamic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubeweft.json.DecodeException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest {
  private static final Unstructured A = Unstructured.of("v1", "ConfigMap", "a");
  private static final Unstructured B = Unstructured.of("v1", "Secret", "b");
  private static final String YAML =
      """
      # a comment
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata:
        name: a
      ---
      ---
      kind: Secret
      apiVersion: v1
      metadata: {name: b}
      """;

  @TempDir Path folder;

  private void file(String name, Unstructured object) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, object.json().toString());
  }

  @Test
  void parse_ofYaml_passesOverEmptyDocuments() {
    assertThat(Manifest.parse(YAML)).containsExactly(A, B);
  }

  @Test
  void parse_ofJson_readsDocumentsInARow() {
    String text = "\n" + A.json() + "\n" + B.json() + "\n";

    assertThat(Manifest.parse(text)).containsExactly(A, B);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "---\n", "# nothing\n"})
  void parse_ofNothing_isEmpty(String text) {
    assertThat(Manifest.parse(text).objects()).isEmpty();
  }

  @Test
  void parse_ofLists_takesThemApart() {
    String text =
        "apiVersion: v1\nkind: List\nitems:\n- "
            + A.json()
            + "\n---\napiVersion: v1\nkind: SecretList\nitems:\n- metadata: {name: b}\n";

    assertThat(Manifest.parse(text)).containsExactly(A, B);
  }

  @Test
  void parse_ofAKindThatOnlySoundsLikeAList_keepsIt() {
    Unstructured list = Unstructured.of("example.com/v1", "AllowList", "l");

    assertThat(Manifest.of(list)).containsExactly(list);
  }

  @Test
  void read_ofAStream_readsItToItsEnd() {
    byte[] bytes = YAML.getBytes(StandardCharsets.UTF_8);

    assertThat(Manifest.read(new ByteArrayInputStream(bytes))).containsExactly(A, B);
  }

  @Test
  void read_ofAFolder_takesItsManifestsByName() throws IOException {
    file("b.yml", B);
    file("a.json", A);
    file("c.txt", A);
    file("sub/d.yaml", B);

    assertThat(Manifest.read(folder)).containsExactly(A, B);
    assertThat(Manifest.read(folder.resolve("b.yml"))).containsExactly(B);
    assertThat(Manifest.readAll(folder)).containsExactly(A, B, B);
  }

  @Test
  void read_ofAFileThatIsNotThere_saysWhichAndWhatToDo() {
    Path missing = folder.resolve("none.yaml");

    assertThatThrownBy(() -> Manifest.read(missing))
        .isInstanceOf(DecodeException.class)
        .hasMessage(
            missing
                + ": there is no such file or folder; give the path of a manifest, or of a folder"
                + " of manifests")
        .hasCauseInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> Manifest.readAll(missing)).isInstanceOf(DecodeException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kind: ConfigMap\nmetadata: {name: a}",
        "apiVersion: v1\nmetadata: {name: a}",
        "apiVersion: v1\nkind: 7",
        "[1]",
        "just text",
        "{\"broken\":",
        "a: b: c"
      })
  void read_ofWhatIsNoObject_namesTheFile(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("x.yaml"), text);

    assertThatThrownBy(() -> Manifest.read(file))
        .isInstanceOf(DecodeException.class)
        .hasMessageStartingWith(file + "");
  }

  @Test
  void order_putsWhatOthersNeedFirst() {
    List<Unstructured> objects =
        List.of(
            Unstructured.of("example.com/v1", "Tab", "t"),
            Unstructured.of("apps/v1", "Deployment", "d"),
            Unstructured.of("v1", "ConfigMap", "c"),
            Unstructured.of("apiextensions.k8s.io/v1", "CustomResourceDefinition", "x"),
            Unstructured.of("v1", "Namespace", "n"),
            Unstructured.of("apps/v1", "Deployment", "e"),
            Unstructured.of(
                "admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration", "w"));

    assertThat(ManifestOrder.toApply(objects)).containsExactly(4, 3, 2, 1, 5, 0, 6);
    assertThat(ManifestOrder.toDelete(objects)).containsExactly(6, 0, 5, 1, 2, 3, 4);
  }
}
