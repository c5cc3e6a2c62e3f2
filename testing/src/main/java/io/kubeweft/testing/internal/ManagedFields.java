package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import io.kubeweft.testing.internal.validation.Cause;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Who owns which fields of an object, and server-side apply (KEP-555, structured-merge-diff).
 *
 * @param manager who writes now
 * @param apiVersion in which the writer speaks
 * @param subresource through which it writes; empty for the object itself
 * @param schema of the objects
 * @param time of the write
 */
record ManagedFields(
    String manager, String apiVersion, String subresource, Schemas.Node schema, String time) {
  private static final String APPLY = "Apply";
  private static final String UPDATE = "Update";

  private static List<JsonObject> entries(@Nullable JsonObject object) {
    List<JsonObject> entries = new ArrayList<>();
    if (object != null) {
      object.getArray("metadata", "managedFields").forEach(e -> entries.add((JsonObject) e));
    }
    return entries;
  }

  private boolean isOwn(JsonObject entry, String operation) {
    return Trees.text(entry, "manager").equals(manager)
        && Trees.text(entry, "operation").equals(operation)
        && Trees.text(entry, "subresource").equals(subresource);
  }

  private JsonObject entry(String operation, JsonObject fields) {
    JsonObject.Builder entry =
        JsonObject.builder()
            .put("manager", manager)
            .put("operation", operation)
            .put("apiVersion", apiVersion)
            .put("time", time)
            .put("fieldsType", "FieldsV1")
            .put("fieldsV1", fields);
    if (!subresource.isEmpty()) {
      entry.put("subresource", subresource);
    }
    return entry.build();
  }

  private static JsonObject with(JsonObject object, List<JsonObject> entries) {
    List<JsonObject> kept =
        entries.stream()
            .filter(e -> !e.getObject("fieldsV1").isEmpty())
            .sorted(Comparator.comparing(e -> !Trees.text(e, "operation").equals(APPLY)))
            .toList();
    return Trees.withMeta(object, "managedFields", kept.isEmpty() ? null : JsonArray.copyOf(kept));
  }

  /**
   * The owners as an update begins: those of before, unless the body edits them; a list that is
   * empty, or has an empty entry alone, forgets them all.
   */
  private List<JsonObject> known(@Nullable JsonObject before, JsonObject body) {
    if (before == null) {
      return List.of();
    }
    JsonValue given = body.get("metadata", "managedFields");
    if (!(given instanceof JsonArray own) || !subresource.isEmpty()) {
      return entries(before);
    }
    boolean reset =
        own.isEmpty() || own.size() == 1 && own.get(0) instanceof JsonObject only && only.isEmpty();
    return reset ? List.of() : entries(body);
  }

  /**
   * The object after a write that is no apply: what it has changed belongs to the writer.
   *
   * @param before the write; null if the object is new
   * @param body what was sent
   * @param after the object as it will be
   */
  JsonObject afterUpdate(@Nullable JsonObject before, JsonObject body, JsonObject after) {
    JsonObject now = FieldSet.of(after, schema);
    JsonObject then = before == null ? JsonObject.EMPTY : FieldSet.of(before, schema);
    List<List<String>> changed = new ArrayList<>();
    for (List<String> leaf : FieldSet.leaves(now)) {
      JsonValue old = before == null ? null : FieldSet.find(before, leaf, schema);
      if (!Objects.equals(old, FieldSet.find(after, leaf, schema))) {
        changed.add(leaf);
      }
    }
    JsonObject gained = FieldSet.ofLeaves(changed);
    JsonObject lost = FieldSet.without(then, now);
    List<JsonObject> entries = new ArrayList<>();
    JsonObject own = JsonObject.EMPTY;
    for (JsonObject entry : known(before, body)) {
      JsonObject left = FieldSet.without(entry.getObject("fieldsV1"), lost);
      if (isOwn(entry, UPDATE)) {
        own = left;
        if (gained.isEmpty()) {
          entries.add(entry.with("fieldsV1", left));
        }
      } else {
        entries.add(entry.with("fieldsV1", FieldSet.without(left, gained)));
      }
    }
    if (!gained.isEmpty()) {
      entries.add(entry(UPDATE, FieldSet.union(own, gained)));
    }
    return with(after, entries);
  }

  /**
   * The object after an apply.
   *
   * @param live the object; null if there is none yet
   * @param configuration what the manager wants
   * @param force whether fields are taken from other managers
   * @throws ApiFailure 409 if others own fields that would change
   */
  JsonObject afterApply(@Nullable JsonObject live, JsonObject configuration, boolean force) {
    JsonObject wanted = FieldSet.of(configuration, schema);
    JsonObject before = live == null ? JsonObject.EMPTY : live;
    List<JsonObject> others = new ArrayList<>();
    JsonObject owned = JsonObject.EMPTY;
    List<Cause> conflicts = new ArrayList<>();
    for (JsonObject entry : beforeApply(live)) {
      if (isOwn(entry, APPLY)) {
        owned = entry.getObject("fieldsV1");
        continue;
      }
      JsonObject fields = entry.getObject("fieldsV1");
      List<List<String>> disputed = disputed(before, configuration, wanted, fields);
      disputed.forEach(leaf -> conflicts.add(conflict(entry, leaf)));
      others.add(entry.with("fieldsV1", FieldSet.without(fields, FieldSet.ofLeaves(disputed))));
    }
    if (!conflicts.isEmpty() && !force) {
      throw ApiFailure.applyConflict(conflicts);
    }
    JsonObject merged = (JsonObject) merge(before, configuration, schema);
    JsonObject given = FieldSet.without(owned, wanted);
    for (JsonObject other : others) {
      given = FieldSet.without(given, other.getObject("fieldsV1"));
    }
    merged = FieldSet.remove(merged, given, schema);
    others.add(entry(APPLY, wanted));
    return with(merged, others);
  }

  /** Fields of an object that nobody owns belong to whoever was there before. */
  private List<JsonObject> beforeApply(@Nullable JsonObject live) {
    List<JsonObject> entries = entries(live);
    return live == null || !entries.isEmpty()
        ? entries
        : List.of(
            entry(UPDATE, FieldSet.of(live.without("status"), schema))
                .with("manager", new JsonString("before-first-apply"))
                .without("subresource"));
  }

  private List<List<String>> disputed(
      JsonObject live, JsonObject configuration, JsonObject wanted, JsonObject fields) {
    List<List<String>> disputed = new ArrayList<>();
    for (List<String> leaf : FieldSet.leaves(wanted)) {
      JsonValue now = FieldSet.find(live, leaf, schema);
      if (FieldSet.contains(fields, leaf)
          && !Objects.equals(now, FieldSet.find(configuration, leaf, schema))) {
        disputed.add(leaf);
      }
    }
    return disputed;
  }

  private static Cause conflict(JsonObject entry, List<String> leaf) {
    String subresource = Trees.text(entry, "subresource");
    String through = subresource.isEmpty() ? "" : " with subresource \"" + subresource + "\"";
    String using =
        Trees.text(entry, "operation").equals(UPDATE)
            ? " using " + Trees.text(entry, "apiVersion")
            : "";
    return new Cause(
        "FieldManagerConflict",
        FieldSet.display(leaf),
        "conflict with \"" + Trees.text(entry, "manager") + "\"" + through + using);
  }

  private static JsonValue merge(@Nullable JsonValue live, JsonValue wanted, Schemas.Node schema) {
    return switch (wanted) {
      case JsonObject object when !schema.isAtomic() -> {
        JsonObject result = live instanceof JsonObject old ? old : JsonObject.EMPTY;
        for (var member : object.members().entrySet()) {
          String name = member.getKey();
          result =
              result.with(name, merge(result.get(name), member.getValue(), schema.field(name)));
        }
        yield result;
      }
      case JsonArray array when schema.listType().equals("map") ->
          ordered(
              live,
              array,
              each -> each instanceof JsonObject object ? FieldSet.keys(object, schema) : each,
              (old, own) -> merge(old, own, schema.element()));
      case JsonArray array when schema.listType().equals("set") ->
          ordered(live, array, Function.identity(), (old, own) -> own);
      default -> wanted;
    };
  }

  /**
   * Merges a list whose elements have names, in the order in which they are wanted. What is only
   * there keeps its place between the elements that are in both lists.
   *
   * @param name of an element
   * @param merge of an element that is there with one that is wanted
   */
  private static JsonArray ordered(
      @Nullable JsonValue live,
      JsonArray wanted,
      Function<JsonValue, JsonValue> name,
      BinaryOperator<JsonValue> merge) {
    List<JsonValue> before = live instanceof JsonArray old ? old.values() : List.of();
    Map<JsonValue, JsonValue> known = new HashMap<>();
    before.forEach(each -> known.put(name.apply(each), each));
    Set<JsonValue> names = new HashSet<>();
    wanted.forEach(each -> names.add(name.apply(each)));
    Deque<JsonValue> shared = new ArrayDeque<>(names.size());
    wanted.values().stream().map(name).filter(known::containsKey).forEach(shared::add);
    List<JsonValue> merged = new ArrayList<>();
    int next = 0;
    for (JsonValue each : wanted) {
      for (; next < before.size(); next++) {
        JsonValue other = before.get(next);
        if (name.apply(other).equals(shared.peek())) {
          break;
        }
        if (!names.contains(name.apply(other))) {
          merged.add(other);
        }
      }
      JsonValue own = name.apply(each);
      JsonValue old = known.get(own);
      merged.add(old == null ? each : merge.apply(old, each));
      if (own.equals(shared.peek())) {
        shared.remove();
      }
    }
    before.subList(next, before.size()).stream()
        .filter(each -> !names.contains(name.apply(each)))
        .forEach(merged::add);
    return JsonArray.copyOf(merged);
  }
}
