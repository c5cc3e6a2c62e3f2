package io.kubeweft.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.toolchain.Toolchain;
import org.apache.maven.toolchain.ToolchainManager;

/**
 * Generates models and clients for OpenAPI documents or CRDs, and adds them to the sources of the
 * project, before Java or Kotlin is compiled. Does nothing when nothing has changed.
 */
@Mojo(name = "generate", defaultPhase = LifecyclePhase.GENERATE_SOURCES, threadSafe = true)
public final class GenerateMojo extends AbstractMojo {
  /** The documents: files, or folders of them. */
  @Parameter(required = true)
  private List<File> documents = List.of();

  /** The package below which the classes are; the ClientSet is in it. */
  @Parameter(required = true)
  private String packageName = "";

  /** Java names for properties that can not keep their own, each as {@code property=javaName}. */
  @Parameter private List<String> renames = List.of();

  /** The source root to be written. */
  @Parameter(defaultValue = "${project.build.directory}/generated-sources/kubeweft")
  private File outputDirectory = new File("");

  /** Whether the classes belong to the tests. */
  @Parameter(defaultValue = "false")
  private boolean test;

  /** Whether to leave everything as it is. */
  @Parameter(property = "kubeweft.skip", defaultValue = "false")
  private boolean skip;

  @Parameter(defaultValue = "${plugin.artifacts}", readonly = true)
  private List<Artifact> pluginArtifacts = List.of();

  @Parameter(defaultValue = "${project}", readonly = true)
  private MavenProject project = new MavenProject();

  @Parameter(defaultValue = "${session}", readonly = true)
  @SuppressWarnings("NullAway") // Maven sets it
  private MavenSession session;

  @Parameter(defaultValue = "${mojoExecution}", readonly = true)
  @SuppressWarnings("NullAway") // Maven sets it
  private MojoExecution execution;

  private final ToolchainManager toolchains;

  /**
   * Called by Maven.
   *
   * @param toolchains knows the JDK that compiles
   */
  @Inject
  public GenerateMojo(ToolchainManager toolchains) {
    this.toolchains = toolchains;
  }

  @Override
  public void execute() throws MojoExecutionException, MojoFailureException {
    if (skip) {
      getLog().info("left out: kubeweft.skip is set");
      return;
    }
    Generation generation =
        new Generation(
            inputs(),
            packageName,
            renames,
            outputDirectory.toPath(),
            Path.of(project.getBuild().getDirectory(), "kubeweft"),
            execution.getExecutionId());
    List<Path> classPath =
        pluginArtifacts.stream().map(artifact -> artifact.getFile().toPath()).toList();
    GeneratorProcess generator = new GeneratorProcess(java(), classPath);
    try {
      if (generation.isUpToDate(generator)) {
        getLog().info("nothing has changed: the classes of " + packageName + " are up to date");
      } else {
        generation.run(generator).forEach(line -> getLog().info(line));
      }
    } catch (IOException e) {
      throw new MojoExecutionException("the generator can not be run: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MojoExecutionException("interrupted while the generator ran", e);
    } catch (GeneratorProcess.FailedException e) {
      throw new MojoFailureException(e.getMessage(), e);
    }
    addSources();
  }

  private List<Path> inputs() throws MojoFailureException {
    if (documents.isEmpty() || packageName.isEmpty()) {
      throw new MojoFailureException(
          "the goal needs <documents><document>crd.yaml</document></documents> and <packageName>");
    }
    for (File document : documents) {
      if (!document.exists()) {
        throw new MojoFailureException("the document " + document + " does not exist");
      }
    }
    return documents.stream().map(File::toPath).toList();
  }

  /** The java of the JDK that compiles, which is new enough for classes that need core anyway. */
  private String java() throws MojoFailureException {
    Toolchain toolchain = toolchains.getToolchainFromBuildContext("jdk", session);
    String found = toolchain == null ? null : toolchain.findTool("java");
    if (found != null) {
      return found;
    }
    if (Runtime.version().feature() < 21) {
      throw new MojoFailureException(
          "the generator needs Java 21, and Maven runs on "
              + Runtime.version().feature()
              + ": run it on a newer one, or let maven-toolchains-plugin select a JDK");
    }
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private void addSources() {
    String root = outputDirectory.getAbsolutePath();
    if (test) {
      project.addTestCompileSourceRoot(root);
    } else {
      project.addCompileSourceRoot(root);
    }
  }
}
