package io.kubeweft.codegen;

import io.kubeweft.codegen.Spec.Kind;
import io.kubeweft.codegen.Spec.Operation;
import io.kubeweft.codegen.Spec.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Decides every name and type. */
final class Planner {
  /** Subresources that are streams: they get entry points with the stream clients. */
  private static final Map<String, String> EXCLUDED =
      Map.of(
          "attach", "a stream",
          "exec", "a stream",
          "portforward", "a stream",
          "proxy", "a stream",
          "proxy/{path}", "a stream");

  private final Spec spec;
  private final Names names;
  private final Types types;
  private final String basePackage;
  private final Map<Kind, Plan.Model> byKind = new HashMap<>();
  private final SortedMap<String, String> exclusions = new TreeMap<>();

  Planner(Spec spec, Names names, String basePackage) {
    this.spec = spec;
    this.names = names;
    this.basePackage = basePackage;
    this.types = new Types(spec.definitions(), basePackage);
  }

  Plan plan() {
    List<Plan.Model> models = new ArrayList<>();
    Map<String, String> taken = new HashMap<>();
    for (Spec.Definition definition : spec.definitions().values()) {
      if (types.mapped().containsKey(definition.name()) || !isModel(definition.schema())) {
        continue;
      }
      Plan.Model model = model(definition);
      String name = model.packageName() + "." + model.simple();
      // Some file systems take names for the same that differ in case only.
      String other = taken.putIfAbsent(name.toLowerCase(Locale.ROOT), definition.name());
      if (other != null) {
        throw new SpecException(
            "%s and %s would both become %s; generate them below packages of their own"
                .formatted(other, definition.name(), name));
      }
      models.add(model);
      definition.kinds().forEach(kind -> byKind.put(kind, model));
    }
    names.checkUsed();
    return new Plan(basePackage, models, groups(), types.mapped(), exclusions);
  }

  private static boolean isModel(Schema schema) {
    return !schema.properties().isEmpty()
        || schema.type().equals("object") && schema.values() == null;
  }

  private Plan.Model model(Spec.Definition definition) {
    Names.Place place = Names.place(definition.name());
    Schema schema = definition.schema();
    List<Plan.Field> fields = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    schema
        .properties()
        .forEach(
            (name, property) -> {
              Plan.Field field = field(definition, name, property);
              if (!taken.add(field.java())) {
                throw new SpecException(
                    "%s: two properties would both be called %s; give one another name: %s"
                        .formatted(
                            definition.name(),
                            field.java(),
                            "@GenerateClients(rename = \"" + name + "=otherName\")"));
              }
              fields.add(field);
            });
    fields.sort(Comparator.comparingInt(Planner::rank).thenComparing(Plan.Field::json));
    return new Plan.Model(
        definition.name(),
        types.packageOf(place),
        place.simple(),
        objectKind(definition),
        fields,
        schema.deprecated(),
        schema.description());
  }

  /**
   * As people write objects: what it is comes first. The others are in the order of their names.
   */
  private static int rank(Plan.Field field) {
    int rank = List.of("apiVersion", "kind", "metadata").indexOf(field.json());
    return rank < 0 ? Integer.MAX_VALUE : rank;
  }

  /** An object of the API has a kind of its own and metadata; DeleteOptions, say, has many. */
  private static @Nullable Kind objectKind(Spec.Definition definition) {
    Schema metadata = definition.schema().properties().get("metadata");
    boolean isObject =
        metadata != null
            && metadata.reference() != null
            && metadata.reference().endsWith(".ObjectMeta");
    return isObject && definition.kinds().size() == 1 ? definition.kinds().getFirst() : null;
  }

  private Plan.Field field(Spec.Definition definition, String name, Schema property) {
    String place = definition.name() + "." + name;
    JavaType type = types.of(place, property);
    boolean required = definition.schema().required().contains(name);
    boolean isCollection = type instanceof JavaType.ListOf || type instanceof JavaType.MapOf;
    boolean isType = List.of("apiVersion", "kind", "metadata").contains(name);
    boolean identity = isType && objectKind(definition) != null;
    boolean nullable = types.isNullable(place, property) && !identity;
    return new Plan.Field(
        name,
        names.property(place, name),
        type,
        isCollection || !nullable && (property.isValue() || required || identity),
        nullable,
        required,
        property.deprecated(),
        property.description());
  }

  /** A resource while its paths are collected. */
  private static final class Draft {
    final String plural;
    @Nullable Kind kind;
    boolean namespaced;
    final Set<String> actions = new TreeSet<>();
    final TreeMap<String, PartDraft> subresources = new TreeMap<>();

    Draft(String plural) {
      this.plural = plural;
    }
  }

  /**
   * A subresource while its paths are collected.
   *
   * @param path for messages
   * @param kind of its body
   * @param actions on it
   */
  private record PartDraft(String path, Kind kind, Set<String> actions) {}

  private List<Plan.Group> groups() {
    Map<String, Map<String, Draft>> drafts = new TreeMap<>();
    spec.operations().forEach(operation -> collect(drafts, operation));
    List<Plan.Group> groups = new ArrayList<>();
    drafts.forEach((key, resources) -> groups.add(group(key, resources)));
    groups.removeIf(group -> group.resources().isEmpty());
    checkDistinct(groups);
    groups.sort(Comparator.comparing(Plan.Group::simple));
    return groups;
  }

  /** Groups are called by their first label. */
  private static void checkDistinct(List<Plan.Group> groups) {
    Map<String, String> taken = new HashMap<>();
    for (Plan.Group group : groups) {
      String label = group.group() + "/" + group.version();
      String other = taken.putIfAbsent(group.packageName(), label);
      if (other != null) {
        throw new SpecException(
            "the groups %s and %s would both become %s; generate them below packages of their own"
                .formatted(other, label, group.packageName()));
      }
    }
  }

  private void collect(Map<String, Map<String, Draft>> drafts, Operation operation) {
    ResourcePath path = ResourcePath.parse(operation.path());
    if (path == null) {
      exclusions.put(operation.path(), "not a resource");
      return;
    }
    Draft draft =
        drafts
            .computeIfAbsent(path.group() + "/" + path.version(), key -> new TreeMap<>())
            .computeIfAbsent(path.plural(), Draft::new);
    draft.namespaced |= path.namespaced();
    String excluded = EXCLUDED.get(path.subresource());
    if (excluded != null) {
      exclusions.put(operation.path(), excluded);
    } else if (path.subresource().indexOf('{') >= 0) {
      exclusions.put(operation.path(), "a part of a subresource");
    } else if (path.subresource().isEmpty()) {
      draft.actions.add(operation.action());
      draft.kind = operation.kind();
    } else {
      draft
          .subresources
          .computeIfAbsent(
              path.subresource(),
              name -> new PartDraft(operation.path(), operation.kind(), new TreeSet<>()))
          .actions()
          .add(operation.action());
    }
  }

  private Plan.Group group(String key, Map<String, Draft> drafts) {
    int slash = key.indexOf('/');
    String group = key.substring(0, slash);
    String version = key.substring(slash + 1);
    List<Plan.Resource> resources = new ArrayList<>();
    Map<String, String> taken = new HashMap<>();
    String packageName = "";
    for (Draft draft : drafts.values()) {
      Plan.Model model = draft.kind == null ? null : byKind.get(draft.kind);
      if (model == null || model.kind() == null) {
        throw new SpecException(
            key + "/" + draft.plural + ": the document has no schema for its objects");
      }
      Plan.Resource resource = resource(key + "/" + draft.plural, draft, model);
      String other = taken.putIfAbsent(Names.constant(resource.java()), draft.plural);
      if (other != null) {
        throw new SpecException(
            "%s: the resources %s and %s would both be called %s; generate them below packages of their own"
                .formatted(key, other, draft.plural, resource.java()));
      }
      resources.add(resource);
      packageName = model.packageName();
    }
    String label = packageName.isEmpty() ? "" : label(packageName);
    return new Plan.Group(
        group, version, packageName, Names.capitalized(label) + Names.version(version), resources);
  }

  private static String label(String packageName) {
    String[] parts = packageName.split("\\.", -1);
    return parts[parts.length - 2];
  }

  private Plan.Resource resource(String place, Draft draft, Plan.Model model) {
    List<Plan.Subresource> subresources = new ArrayList<>();
    draft.subresources.forEach(
        (name, part) -> {
          Plan.Part verbs = part(part.actions());
          if (verbs == null) {
            exclusions.put(part.path(), "no client has exactly the verbs " + part.actions());
          } else {
            Plan.Model body = verbs == Plan.Part.LOG ? null : byKind.get(part.kind());
            subresources.add(
                new Plan.Subresource(
                    name, Names.subresource(place + "/" + name, name), verbs, body));
          }
        });
    return new Plan.Resource(
        draft.plural,
        Names.resource(place, draft.plural, model.simple()),
        model,
        draft.namespaced,
        verbs(draft),
        subresources);
  }

  private static Plan.@Nullable Part part(Set<String> actions) {
    if (actions.equals(Set.of(FixUp.TEXT))) {
      return Plan.Part.LOG;
    }
    if (actions.equals(Set.of("get", "put", "patch"))) {
      return Plan.Part.CHANGED;
    }
    if (actions.equals(Set.of("post"))) {
      return Plan.Part.CREATED;
    }
    return actions.equals(Set.of("put")) ? Plan.Part.REPLACED : null;
  }

  private static Plan.Verbs verbs(Draft draft) {
    Set<String> actions = draft.actions;
    if (actions.equals(Set.of("post"))) {
      return Plan.Verbs.CREATE;
    }
    if (actions.equals(Set.of("get", "list"))) {
      return Plan.Verbs.READ;
    }
    Set<String> most = Set.of("get", "list", "post", "put", "patch", "delete");
    if (!actions.containsAll(most)) {
      throw new SpecException(
          draft.plural + ": has the actions " + actions + ", for which there is no kind of client");
    }
    return actions.contains("deletecollection")
        ? Plan.Verbs.ALL
        : Plan.Verbs.WITHOUT_DELETE_COLLECTION;
  }
}
