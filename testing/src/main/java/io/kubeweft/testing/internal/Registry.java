package io.kubeweft.testing.internal;

import io.kubeweft.json.Json;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The resources that a server has: those of the pinned API, read from its facts. */
final class Registry {
  private static final String FACTS = "/kubernetes-1.36.json";

  private final String gitVersion;
  private final Schemas schemas;
  private final Kinds kinds;
  private final JsonObject facts;
  private final Map<String, Resource> resources = new LinkedHashMap<>();

  /** What custom resource definitions declare, by the same keys; replaced as a whole. */
  private volatile Map<String, Resource> custom = Map.of();

  private Registry(JsonObject facts, String gitVersion, Schemas schemas) {
    this.facts = facts;
    this.gitVersion = gitVersion;
    this.schemas = schemas;
    this.kinds = new Kinds(schemas);
  }

  /** The facts, read once: nothing changes them. */
  private static final class Facts {
    static final JsonObject PINNED = readFacts();
  }

  /** Returns the resources of the pinned API. */
  static Registry pinned() {
    JsonObject facts = Facts.PINNED;
    Schemas schemas = new Schemas(facts.getObject("components", "schemas"));
    String version = Objects.requireNonNull(facts.getString("info", "version"));
    Registry registry = new Registry(facts, version, schemas);
    Map<String, Draft> drafts = new TreeMap<>();
    facts
        .getObject("paths")
        .members()
        .forEach((path, item) -> addPath(drafts, path, (JsonObject) item));
    drafts.values().stream()
        .filter(draft -> !draft.kind.isEmpty())
        .map(Draft::resource)
        .forEach(registry::add);
    return registry;
  }

  private static JsonObject readFacts() {
    try (InputStream in = Registry.class.getResourceAsStream(FACTS)) {
      byte[] bytes = Objects.requireNonNull(in, FACTS).readAllBytes();
      return (JsonObject) Json.parse(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A resource while its paths are collected. */
  private static final class Draft {
    final String group;
    final String version;
    final String plural;
    String kind = "";
    boolean namespaced;
    final TreeSet<String> verbs = new TreeSet<>();
    final Map<String, Resource.Subresource> subresources = new TreeMap<>();

    Draft(String group, String version, String plural) {
      this.group = group;
      this.version = version;
      this.plural = plural;
    }

    Resource resource() {
      return new Resource(
          group,
          version,
          plural,
          kind,
          namespaced,
          verbs,
          subresources,
          ShortNames.of(plural, group),
          ShortNames.categories(plural, group));
    }
  }

  private static void addPath(Map<String, Draft> drafts, String path, JsonObject item) {
    ApiPath parsed = ApiPath.parse(path);
    if (parsed == null || parsed.plural().isEmpty()) {
      return;
    }
    Draft draft =
        drafts.computeIfAbsent(
            parsed.group() + "/" + parsed.version() + "/" + parsed.plural(),
            key -> new Draft(parsed.group(), parsed.version(), parsed.plural()));
    TreeSet<String> verbs = new TreeSet<>();
    JsonObject kind = JsonObject.EMPTY;
    for (Map.Entry<String, JsonValue> method : item.members().entrySet()) {
      JsonObject operation = (JsonObject) method.getValue();
      verbs.addAll(verbs(operation.getString("x-kubernetes-action")));
      kind = operation.getObject("x-kubernetes-group-version-kind");
    }
    draft.namespaced |= parsed.namespace() != null && !parsed.plural().equals("namespaces");
    if (parsed.subresource().isEmpty()) {
      draft.verbs.addAll(verbs);
      draft.kind = text(kind, "kind");
    } else {
      draft.subresources.put(
          parsed.subresource(),
          new Resource.Subresource(
              text(kind, "group"), text(kind, "version"), text(kind, "kind"), verbs));
    }
  }

  private static String text(JsonObject object, String field) {
    String text = object.getString(field);
    return text == null ? "" : text;
  }

  private static List<String> verbs(@Nullable String action) {
    return switch (action) {
      case null -> List.of();
      case "list" -> List.of("list", "watch");
      case "post" -> List.of("create");
      case "put" -> List.of("update");
      case "connect" -> List.of("get", "create");
      default -> List.of(action);
    };
  }

  private void add(Resource resource) {
    resources.put(key(resource.group(), resource.version(), resource.plural()), resource);
  }

  private static String key(String group, String version, String plural) {
    return group + "/" + version + "/" + plural;
  }

  /** Replaces what custom resource definitions declare. */
  void setCustom(List<Resource> declared) {
    Map<String, Resource> next = new LinkedHashMap<>();
    declared.forEach(r -> next.put(key(r.group(), r.version(), r.plural()), r));
    custom = next;
  }

  /** The names in the store of all custom resources. */
  Set<String> customNames() {
    return custom.values().stream().map(Resource::storageName).collect(Collectors.toSet());
  }

  JsonObject facts() {
    return facts;
  }

  Schemas schemas() {
    return schemas;
  }

  Kinds kinds() {
    return kinds;
  }

  String gitVersion() {
    return gitVersion;
  }

  @Nullable Resource find(String group, String version, String plural) {
    String key = key(group, version, plural);
    Resource builtIn = resources.get(key);
    return builtIn == null ? custom.get(key) : builtIn;
  }

  private List<Resource> all() {
    List<Resource> all = new ArrayList<>(resources.values());
    all.addAll(custom.values());
    return all;
  }

  /** Groups with their versions, the best first. */
  Map<String, List<String>> groups() {
    Map<String, List<String>> groups = new TreeMap<>();
    for (Resource resource : all()) {
      List<String> versions = groups.computeIfAbsent(resource.group(), group -> new ArrayList<>());
      if (!versions.contains(resource.version())) {
        versions.add(resource.version());
      }
    }
    groups.values().forEach(versions -> versions.sort(Versions.BEST_FIRST));
    return groups;
  }

  List<Resource> of(String group, String version) {
    return all().stream()
        .filter(r -> r.group().equals(group) && r.version().equals(version))
        .toList();
  }
}
