package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the controllers of apiextensions do with a CustomResourceDefinition, at once instead of some
 * time later: names are accepted or in conflict, objects go before their definition.
 */
final class DefinitionLifecycle {
  static final String DEFINITIONS = "customresourcedefinitions.apiextensions.k8s.io";
  private static final JsonString CLEANUP =
      new JsonString("customresourcecleanup.apiextensions.k8s.io");

  private final Store store;
  private final ObjectRules rules;
  private final Deletion deletion;

  DefinitionLifecycle(Store store, ObjectRules rules, Deletion deletion) {
    this.store = store;
    this.rules = rules;
    this.deletion = deletion;
  }

  static boolean isEstablished(JsonObject definition) {
    return definition.getArray("status", "conditions").values().stream()
        .map(each -> (JsonObject) each)
        .anyMatch(
            each ->
                Trees.text(each, "type").equals("Established")
                    && Trees.text(each, "status").equals("True"));
  }

  /** Brings all definitions as far as they can go; the caller holds the store still. */
  void settle() {
    store.list(DEFINITIONS, null, 0).objects().keySet().forEach(this::terminate);
    Map<String, String> taken = new HashMap<>();
    store.list(DEFINITIONS, null, 0).objects().entrySet().stream()
        .sorted(Comparator.comparing(entry -> !isEstablished(entry.getValue())))
        .forEach(entry -> accept(entry.getKey(), entry.getValue(), taken));
  }

  /** The first who declares a name has it. */
  private void accept(Store.Key key, JsonObject definition, Map<String, String> taken) {
    JsonObject names = definition.getObject("spec", "names");
    String group = Trees.text(definition, "spec", "group");
    JsonObject accepted = JsonObject.EMPTY;
    String reason = "";
    String message = "";
    for (String field : List.of("plural", "singular", "shortNames", "kind", "listKind")) {
      List<String> values =
          names.get(field) instanceof JsonArray array
              ? array.values().stream().map(Trees::plain).toList()
              : List.of(Trees.text(names, field));
      String type = field.toLowerCase(Locale.ROOT).endsWith("kind") ? "kind/" : "name/";
      String conflict = "";
      for (String value : values) {
        String place = group + "/" + type + value;
        String owner = taken.putIfAbsent(place, key.name());
        conflict = owner == null || owner.equals(key.name()) ? conflict : value;
      }
      JsonValue own = names.get(field);
      if (!conflict.isEmpty()) {
        reason = Character.toUpperCase(field.charAt(0)) + field.substring(1) + "Conflict";
        message = new JsonString(conflict) + " is already in use";
      } else if (own != null) {
        accepted = accepted.with(field, own);
      }
    }
    JsonValue categories = names.get("categories");
    accepted = categories == null ? accepted : accepted.with("categories", categories);
    store(key, definition, accepted, reason, message);
  }

  private void store(
      Store.Key key, JsonObject definition, JsonObject accepted, String reason, String message) {
    boolean free = reason.isEmpty();
    boolean established = free || isEstablished(definition);
    List<JsonValue> conditions = new ArrayList<>();
    conditions.add(
        condition(
            definition,
            "NamesAccepted",
            free,
            free ? "NoConflicts" : reason,
            free ? "no conflicts found" : message));
    conditions.add(
        condition(
            definition,
            "Established",
            established,
            established ? "InitialNamesAccepted" : "NotAccepted",
            established ? "the initial names have been accepted" : "not all names are accepted"));
    if (Trees.isTerminating(definition)) {
      conditions.add(
          condition(
              definition,
              "Terminating",
              true,
              "InstanceDeletionInProgress",
              "CustomResource deletion is in progress"));
    }
    JsonObject status =
        definition
            .getObject("status")
            .with("conditions", JsonArray.copyOf(conditions))
            .with("acceptedNames", accepted)
            .with("storedVersions", storedVersions(definition));
    JsonObject result = definition.with("status", status);
    JsonObject kept =
        established && !Trees.isTerminating(definition) ? withCleanup(result) : result;
    JsonObject unused = store.change(key, old -> old == null ? null : kept);
  }

  private static JsonArray storedVersions(JsonObject definition) {
    List<JsonValue> stored =
        new ArrayList<>(definition.getArray("status", "storedVersions").values());
    definition.getArray("spec", "versions").values().stream()
        .map(each -> (JsonObject) each)
        .filter(each -> Boolean.TRUE.equals(each.getBoolean("storage")))
        .map(each -> new JsonString(Trees.text(each, "name")))
        .filter(name -> !stored.contains(name))
        .forEach(stored::add);
    return JsonArray.copyOf(stored);
  }

  private static JsonObject withCleanup(JsonObject definition) {
    List<JsonValue> finalizers =
        new ArrayList<>(definition.getArray("metadata", "finalizers").values());
    if (finalizers.contains(CLEANUP)) {
      return definition;
    }
    finalizers.add(CLEANUP);
    return Trees.withMeta(definition, "finalizers", JsonArray.copyOf(finalizers));
  }

  /** A condition, with the time of its last change. */
  private JsonObject condition(
      JsonObject definition, String type, boolean status, String reason, String message) {
    String value = status ? "True" : "False";
    String since =
        definition.getArray("status", "conditions").values().stream()
            .map(each -> (JsonObject) each)
            .filter(each -> Trees.text(each, "type").equals(type))
            .filter(each -> Trees.text(each, "status").equals(value))
            .map(each -> Trees.text(each, "lastTransitionTime"))
            .findFirst()
            .orElse(rules.timestamp());
    return JsonObject.builder()
        .put("type", type)
        .put("status", value)
        .put("lastTransitionTime", since)
        .put("reason", reason)
        .put("message", message)
        .build();
  }

  /** The objects of a definition go first, as far as their finalizers let them. */
  private void terminate(Store.Key key) {
    String storage = key.name();
    if (waitingForObjects(key) == null) {
      return;
    }
    store.list(storage, null, 0).objects().keySet().forEach(this::delete);
    JsonObject definition = waitingForObjects(key);
    if (definition == null || !store.list(storage, null, 0).objects().isEmpty()) {
      return;
    }
    JsonArray finalizers = definition.getArray("metadata", "finalizers");
    JsonArray left =
        JsonArray.copyOf(
            finalizers.values().stream().filter(each -> !each.equals(CLEANUP)).toList());
    JsonObject unused =
        store.change(
            key, old -> left.isEmpty() ? null : Trees.withMeta(definition, "finalizers", left));
  }

  private @Nullable JsonObject waitingForObjects(Store.Key key) {
    JsonObject definition = store.get(key);
    boolean waiting =
        definition != null
            && Trees.isTerminating(definition)
            && definition.getArray("metadata", "finalizers").values().contains(CLEANUP);
    return waiting ? definition : null;
  }

  /** One that went with its owner is gone already. */
  private void delete(Store.Key key) {
    if (store.get(key) == null) {
      return;
    }
    String namespace = key.namespace().isEmpty() ? null : key.namespace();
    Target target = new Target(Resource.anonymous(key.storage()), namespace, key.name(), "");
    JsonObject unused = deletion.delete(target, JsonObject.EMPTY);
  }
}
