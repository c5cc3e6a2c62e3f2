package io.kubeweft.codegen;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Filer;
import javax.annotation.processing.FilerException;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import javax.tools.JavaFileManager;
import javax.tools.StandardLocation;
import org.jspecify.annotations.Nullable;

/** Runs the {@link Generator} for packages with {@link GenerateClients}, within the compiler. */
public final class GenerateClientsProcessor extends AbstractProcessor {
  private static final String SPECS = "kubeweft.specs";

  /** Called by the compiler. */
  public GenerateClientsProcessor() {}

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return Set.of(GenerateClients.class.getName());
  }

  @Override
  public Set<String> getSupportedOptions() {
    return Set.of(SPECS);
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    for (Element element : round.getElementsAnnotatedWith(GenerateClients.class)) {
      try {
        generate((PackageElement) element);
      } catch (SpecException | IOException e) {
        processingEnv
            .getMessager()
            .printMessage(
                Diagnostic.Kind.ERROR, String.valueOf(e.getMessage()), element, mirror(element));
      }
    }
    return false;
  }

  /** The annotation itself, so that an error points at it and not at the package. */
  private static @Nullable AnnotationMirror mirror(Element element) {
    for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
      if (mirror.getAnnotationType().toString().equals(GenerateClients.class.getName())) {
        return mirror;
      }
    }
    return null;
  }

  private void generate(PackageElement element) throws IOException {
    GenerateClients annotation = element.getAnnotation(GenerateClients.class);
    if (annotation.spec().length == 0) {
      throw new SpecException("@GenerateClients needs a document: spec = \"crontabs.yaml\"");
    }
    String packageName = element.getQualifiedName().toString();
    List<Generator.Input> inputs = new ArrayList<>();
    for (String spec : annotation.spec()) {
      inputs.add(new Generator.Input(spec, read(packageName, spec)));
    }
    for (Generator.SourceFile file : Generator.generate(inputs, packageName, renames(annotation))) {
      write(file, element);
    }
  }

  private void write(Generator.SourceFile file, PackageElement element) throws IOException {
    try (Writer writer =
        processingEnv.getFiler().createSourceFile(file.className(), element).openWriter()) {
      writer.write(file.text());
    } catch (FilerException e) {
      throw new SpecException(
          file.className()
              + " would be generated and is there already: annotate a package of its own");
    }
  }

  private static Map<String, String> renames(GenerateClients annotation) {
    Map<String, String> renames = new HashMap<>();
    for (String rename : annotation.rename()) {
      int equals = rename.lastIndexOf('=');
      if (equals <= 0 || equals == rename.length() - 1) {
        throw new SpecException(
            "@GenerateClients(rename): \"" + rename + "\" must be property=javaName");
      }
      renames.put(rename.substring(0, equals), rename.substring(equals + 1));
    }
    return renames;
  }

  private String read(String packageName, String spec) throws IOException {
    String folder = processingEnv.getOptions().get(SPECS);
    if (folder != null && Files.exists(Path.of(folder, spec))) {
      return Files.readString(Path.of(folder, spec));
    }
    for (JavaFileManager.Location location :
        List.of(
            StandardLocation.SOURCE_PATH,
            StandardLocation.CLASS_OUTPUT,
            StandardLocation.CLASS_PATH,
            StandardLocation.ANNOTATION_PROCESSOR_PATH)) {
      for (String inPackage : List.of(packageName, "")) {
        String text = find(location, inPackage, spec);
        if (text != null) {
          return text;
        }
      }
    }
    throw new SpecException(
        "the document "
            + spec
            + " is neither in the folder of -A"
            + SPECS
            + (folder == null ? " (which is not set)" : " (" + folder + ")")
            + " nor beside package-info.java nor on the class path");
  }

  private @Nullable String find(
      JavaFileManager.Location location, String packageName, String spec) {
    Filer filer = processingEnv.getFiler();
    try {
      byte[] bytes =
          filer.getResource(location, packageName, spec).openInputStream().readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (FileNotFoundException | NoSuchFileException e) {
      return null;
    } catch (IOException | IllegalArgumentException e) {
      // Not every compiler knows every location.
      return null;
    }
  }
}
