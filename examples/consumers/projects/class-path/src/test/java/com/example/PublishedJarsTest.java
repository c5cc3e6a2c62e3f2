package com.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeweft.api.ClientSet;
import io.kubeweft.client.KubeClient;
import io.kubeweft.codegen.GenerateClients;
import io.kubeweft.codegen.GenerateClientsProcessor;
import io.kubeweft.informer.SharedInformerFactory;
import io.kubeweft.testing.KubeApiServer;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import javax.annotation.processing.Processor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each published jar must be like, seen from a class path. */
class PublishedJarsTest {
  private static final String VERSION = System.getProperty("kubeweft.version");

  private static final Map<String, Class<?>> MODULES =
      Map.of(
          "io.kubeweft.core", KubeClient.class,
          "io.kubeweft.api", ClientSet.class,
          "io.kubeweft.informer", SharedInformerFactory.class,
          "io.kubeweft.codegen", GenerateClients.class,
          "io.kubeweft.testing", KubeApiServer.class);

  private static Path jar(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /** Its classes need a Maven around them. */
  private static Path pluginJar() {
    URL entry =
        ClassLoader.getSystemResource(
            "META-INF/maven/io.kubeweft/kubeweft-maven-plugin/pom.properties");
    try {
      return Path.of(((JarURLConnection) entry.openConnection()).getJarFileURL().toURI());
    } catch (IOException | URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  static List<Path> jars() {
    List<Path> jars = new ArrayList<>(List.of(pluginJar()));
    MODULES.values().forEach(type -> jars.add(jar(type)));
    return jars;
  }

  @ParameterizedTest
  @MethodSource("jars")
  void jar_hasLicenceAndVersion(Path path) throws IOException {
    try (JarFile jar = new JarFile(path.toFile())) {
      String licence =
          new String(
              jar.getInputStream(jar.getEntry("META-INF/LICENSE")).readAllBytes(),
              StandardCharsets.UTF_8);
      Attributes manifest = jar.getManifest().getMainAttributes();

      assertThat(path.toString()).endsWith(".jar");
      assertThat(licence).contains("Apache License", "Version 2.0");
      assertThat(manifest.getValue("Implementation-Version")).isEqualTo(VERSION);
    }
  }

  /** A fixed time, and nothing of the machine: so two builds make the same jar. */
  @ParameterizedTest
  @MethodSource("jars")
  void jar_isOfNoTimeAndOfNoMachine(Path path) throws IOException {
    try (JarFile jar = new JarFile(path.toFile())) {
      assertThat(jar.stream().map(entry -> entry.getTimeLocal())).hasSizeGreaterThan(5);
      assertThat(jar.stream().map(entry -> entry.getTimeLocal()).distinct()).hasSize(1);
      assertThat(jar.getManifest().getMainAttributes().keySet())
          .extracting(Object::toString)
          .doesNotContain("Built-By", "Build-Time");
    }
  }

  @Test
  void modules_haveTheirNames_andShareNoPackage() {
    Map<String, String> owners = new HashMap<>();
    MODULES.forEach(
        (name, type) -> {
          ModuleDescriptor module =
              ModuleFinder.of(jar(type)).findAll().iterator().next().descriptor();
          assertThat(module.name()).isEqualTo(name);
          assertThat(module.isAutomatic()).isFalse();
          assertThat(module.rawVersion()).contains(VERSION);
          for (String each : module.packages()) {
            assertThat(owners.put(each, name)).as(each).isNull();
            assertThat(each).startsWith("io.kubeweft");
          }
        });
  }

  /** Nothing of a resource of ours lies where another library's would. */
  @ParameterizedTest
  @MethodSource("jars")
  void resources_areBelowOwnFolders(Path path) throws IOException {
    try (JarFile jar = new JarFile(path.toFile())) {
      assertThat(jar.stream().filter(entry -> !entry.isDirectory()).map(JarEntry::getName))
          .allMatch(
              name ->
                  name.startsWith("io/kubeweft/")
                      || name.startsWith("META-INF/")
                      || name.equals("module-info.class")
                      || name.matches("kubernetes-[0-9.]+json"));
    }
  }

  /**
   * Reflection, resources, services and proxies, by what a class file that uses them says: none of
   * it would be found by a native image. The exceptions are in docs/decisions/0095.
   */
  @Test
  void classes_doNothingThatANativeImageWouldHaveToBeTold() throws IOException {
    Pattern told =
        Pattern.compile(
            "java/lang/reflect/(Method|Field|Constructor|Proxy)|\\(Ljava/lang/String;\\)Ljava/lang/Class;"
                + "|getResource|java/util/ServiceLoader|find(Static)?VarHandle|findStatic\\b");
    Set<String> found = new TreeSet<>();
    for (String module : List.of("io.kubeweft.core", "io.kubeweft.api", "io.kubeweft.informer")) {
      try (JarFile jar = new JarFile(jar(MODULES.get(module)).toFile())) {
        for (JarEntry entry : jar.stream().filter(e -> e.getName().endsWith(".class")).toList()) {
          byte[] bytes = jar.getInputStream(entry).readAllBytes();
          if (told.matcher(new String(bytes, StandardCharsets.ISO_8859_1)).find()) {
            found.add(entry.getName());
          }
        }
      }
    }

    assertThat(found)
        .containsExactly(
            "io/kubeweft/internal/security/PluginProcess.class",
            "io/kubeweft/json/KubeweftModule.class");
  }

  @Test
  void processor_isFoundAsAService() {
    assertThat(ServiceLoader.load(Processor.class))
        .anyMatch(processor -> processor instanceof GenerateClientsProcessor);
  }

  @Test
  void client_namesItself() {
    try (KubeApiServer server = KubeApiServer.start();
        KubeClient client = KubeClient.connect(server.clientConfig())) {
      assertThat(ClientSet.of(client).coreV1().pods("default").list()).isEmpty();

      assertThat(server.requests())
          .isNotEmpty()
          .allMatch(r -> r.headers().toString().contains("kubeweft/" + VERSION));
    }
  }
}
