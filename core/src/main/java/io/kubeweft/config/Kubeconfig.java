package io.kubeweft.config;

import java.io.File;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Clusters, users and contexts from one kubeconfig file or several merged ones: the first file that
 * has an entry of a name owns it, and relative paths start at their own file.
 */
public final class Kubeconfig {
  private static final Set<String> CONTEXT_FIELDS =
      Set.of("cluster", "user", "namespace", "extensions");

  private final List<KubeconfigFile> files;
  private final Map<String, KubeconfigEntry> clusters = new LinkedHashMap<>();
  private final Map<String, KubeconfigEntry> users = new LinkedHashMap<>();
  private final Map<String, KubeconfigEntry> contexts = new LinkedHashMap<>();

  private Kubeconfig(List<KubeconfigFile> files) {
    this.files = List.copyOf(files);
    for (KubeconfigFile file : files) {
      file.clusters.forEach(clusters::putIfAbsent);
      file.users.forEach(users::putIfAbsent);
      file.contexts.forEach(contexts::putIfAbsent);
    }
  }

  /**
   * Reads the files that kubectl would: those of KUBECONFIG, of which missing ones are skipped,
   * else {@code ~/.kube/config}.
   *
   * @return what they say together; empty if there is none
   * @throws ConfigException if one of them is broken; the message names all that are
   */
  public static Kubeconfig load() {
    return load(Environment.SYSTEM);
  }

  static Kubeconfig load(Environment environment) {
    String variable = environment.variable("KUBECONFIG");
    Set<Path> paths = new LinkedHashSet<>();
    if (variable == null) {
      paths.add(environment.home().resolve(".kube").resolve("config"));
    } else {
      for (String path : variable.split(File.pathSeparator, -1)) {
        if (!path.isEmpty()) {
          paths.add(Path.of(path));
        }
      }
    }
    List<Path> present = paths.stream().filter(Files::exists).toList();
    if (variable != null && present.isEmpty()) {
      System.getLogger(Kubeconfig.class.getName())
          .log(Level.WARNING, "no file that KUBECONFIG names is there: " + variable);
    }
    return read(present);
  }

  /**
   * Reads one file.
   *
   * @param file must exist
   * @throws ConfigException if it can not be read or is broken
   */
  public static Kubeconfig fromFile(Path file) {
    return read(List.of(file));
  }

  /** All files are looked at before any is complained about. */
  private static Kubeconfig read(List<Path> paths) {
    List<KubeconfigFile> files = new ArrayList<>();
    List<ConfigException> failures = new ArrayList<>();
    for (Path path : paths) {
      try {
        files.add(KubeconfigFile.read(path));
      } catch (ConfigException e) {
        failures.add(e);
      }
    }
    if (failures.size() == 1) {
      throw failures.getFirst();
    }
    if (!failures.isEmpty()) {
      List<String> messages = failures.stream().map(Throwable::getMessage).toList();
      throw new ConfigException(String.join("; ", messages), failures.getFirst());
    }
    return new Kubeconfig(files);
  }

  /** Returns whether there is neither a cluster nor a user nor a context. */
  public boolean isEmpty() {
    return clusters.isEmpty()
        && users.isEmpty()
        && contexts.isEmpty()
        && currentContext().isEmpty();
  }

  /** Returns the name of the current context; empty if none is chosen. */
  public String currentContext() {
    return files.stream()
        .map(file -> file.currentContext)
        .filter(name -> !name.isEmpty())
        .findFirst()
        .orElse("");
  }

  /** Returns all contexts, in the order of the files. */
  public List<Context> contexts() {
    return contexts.entrySet().stream().map(e -> Context.of(e.getKey(), e.getValue())).toList();
  }

  /**
   * Returns the configuration of the current context.
   *
   * @throws ConfigException if there is none, or it can not be used
   */
  public ClientConfig clientConfig() {
    return clientConfig(selection -> {});
  }

  /**
   * Returns a configuration by choice.
   *
   * @param choice is given what the current context says, to change it
   * @throws ConfigException if a chosen entry is not there, or can not be used
   */
  public ClientConfig clientConfig(Consumer<Selection> choice) {
    Selection selection = new Selection();
    choice.accept(selection);
    String name = selection.context == null ? currentContext() : selection.context;
    KubeconfigEntry context = name.isEmpty() ? null : contexts.get(name);
    if (context == null && (!name.isEmpty() || selection.cluster == null)) {
      throw missing("context", name, contexts);
    }
    try {
      return clientConfig(selection, context);
    } catch (ConfigException e) {
      throw context == null
          ? e
          : new ConfigException("context \"" + name + "\": " + e.getMessage(), e.getCause());
    }
  }

  private ClientConfig clientConfig(Selection selection, @Nullable KubeconfigEntry context) {
    if (context != null) {
      context.warnOfUnknown(CONTEXT_FIELDS);
    }
    KubeconfigEntry cluster = find("cluster", selection.cluster, context, clusters);
    if (cluster == null) {
      throw missing("cluster", "", clusters);
    }
    KubeconfigEntry user = find("user", selection.user, context, users);
    ClientConfig.Builder config = KubeconfigReader.read(cluster, user, tokensKeeper(user));
    String namespace = context == null ? null : context.string("namespace");
    if (selection.namespace != null) {
      namespace = selection.namespace;
    }
    if (namespace != null) {
      config.namespace(namespace);
    }
    return config.build();
  }

  private @Nullable KubeconfigEntry find(
      String kind,
      @Nullable String chosen,
      @Nullable KubeconfigEntry context,
      Map<String, KubeconfigEntry> entries) {
    String name = chosen == null && context != null ? context.string(kind) : chosen;
    if (name == null) {
      return null;
    }
    KubeconfigEntry entry = entries.get(name);
    if (entry == null) {
      throw missing(kind, name, entries);
    }
    return entry;
  }

  private ConfigException missing(String kind, String name, Map<String, ?> entries) {
    String where = files.stream().map(f -> f.path.toString()).toList().toString();
    String choice = entries.isEmpty() ? "there is none" : "there are " + entries.keySet();
    return new ConfigException(
        name.isEmpty()
            ? "no " + kind + " is chosen in " + where + " (" + choice + ")"
            : "no " + kind + " \"" + name + "\" in " + where + " (" + choice + ")",
        null);
  }

  private Authentication.@Nullable TokenListener tokensKeeper(@Nullable KubeconfigEntry user) {
    if (user == null) {
      return null;
    }
    String name =
        users.entrySet().stream()
            .filter(e -> e.getValue() == user)
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseThrow();
    return (idToken, refreshToken) ->
        KubeconfigWriter.keepTokens(user.file(), name, idToken, refreshToken);
  }

  /**
   * Makes a context the current one, in the file that names the current one until now, else in the
   * first. The file is replaced in one step, readable for its owner only; comments in it are lost,
   * as with kubectl.
   *
   * @param name of an existing context
   * @return what the files say now
   * @throws ConfigException if there is no such context, or the file can not be written
   */
  public Kubeconfig useContext(String name) {
    if (!contexts.containsKey(name)) {
      throw missing("context", name, contexts);
    }
    KubeconfigFile target =
        files.stream()
            .filter(file -> !file.currentContext.isEmpty())
            .findFirst()
            .orElse(files.getFirst());
    KubeconfigWriter.setCurrentContext(target.path, name);
    return read(files.stream().map(file -> file.path).toList());
  }

  /**
   * A context.
   *
   * @param name of the context
   * @param cluster its name; empty if it has none
   * @param user its name; empty if it has none
   * @param namespace empty if it has none
   */
  public record Context(String name, String cluster, String user, String namespace) {
    private static Context of(String name, KubeconfigEntry entry) {
      return new Context(
          name, text(entry, "cluster"), text(entry, "user"), text(entry, "namespace"));
    }

    private static String text(KubeconfigEntry entry, String field) {
      String text = entry.string(field);
      return text == null ? "" : text;
    }
  }

  /** What to take instead of what the current context says. */
  public static final class Selection {
    private @Nullable String context;
    private @Nullable String cluster;
    private @Nullable String user;
    private @Nullable String namespace;

    private Selection() {}

    /** Chooses a context by name. */
    public Selection context(String name) {
      this.context = name;
      return this;
    }

    /** Chooses a cluster by name. */
    public Selection cluster(String name) {
      this.cluster = name;
      return this;
    }

    /** Chooses a user by name. */
    public Selection user(String name) {
      this.user = name;
      return this;
    }

    /** Chooses a namespace. */
    public Selection namespace(String name) {
      this.namespace = name;
      return this;
    }
  }
}
