package io.kubeweft.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubeweft.client.KubeClient;
import io.kubeweft.discovery.ApiResource;
import io.kubeweft.dynamic.Unstructured;
import io.kubeweft.json.Json;
import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonNull;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import io.kubeweft.meta.DeleteOptions;
import io.kubeweft.meta.KubernetesObject;
import io.kubeweft.meta.ManagedFieldsEntry;
import io.kubeweft.meta.PartialObjectMetadata;
import io.kubeweft.meta.Table;
import io.kubeweft.resource.ApplyOptions;
import io.kubeweft.resource.CreateClient;
import io.kubeweft.resource.ListOptions;
import io.kubeweft.resource.Patch;
import io.kubeweft.resource.ResourceClient;
import io.kubeweft.resource.ResourceType;
import io.kubeweft.resource.Watch;
import io.kubeweft.resource.WatchEvent;
import io.kubeweft.resource.WatchOptions;
import io.kubeweft.resource.WriteOptions;
import io.kubeweft.rest.ApiException;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.groups.Tuple;

/** The life of an object of one kind, from its creation to its deletion, through every verb. */
final class Life<T extends KubernetesObject> {
  private static final String MANAGER = "conformance";

  private final Cluster cluster;
  private final ApiResource resource;
  private final ResourceType<T> type;
  private final Kinds.Kind kind;
  private final ResourceClient<T> client;
  private final ResourceClient<Unstructured> untyped;
  private final List<String> exercised = new ArrayList<>();

  Life(Cluster cluster, ApiResource resource, ResourceType<T> type, Kinds.Kind kind) {
    this.cluster = cluster;
    this.resource = resource;
    this.type = type;
    this.kind = kind;
    KubeClient connection = cluster.client();
    this.client =
        switch (type) {
          case ResourceType.Namespaced<T> namespaced ->
              connection.resource(namespaced, cluster.namespace());
          case ResourceType.Cluster<T> clustered -> connection.resource(clustered);
        };
    this.untyped =
        cluster.dynamic().of(resource, resource.namespaced() ? cluster.namespace() : null);
  }

  /**
   * Goes through it.
   *
   * @return what was done, for the table
   */
  String run() {
    String name = cluster.name("life");
    if (kind.isQuestion()) {
      ask(name);
    } else if (!resource.supports("create")) {
      readWhatIsThere();
    } else if (kind.dryRun().isEmpty()) {
      live(name);
    } else {
      createOnTrial(name);
      readWhatIsThere();
      changeOnTrial();
    }
    return String.join(", ", exercised);
  }

  private T object(String name) {
    return typed(kind.object(name, cluster.namespace()));
  }

  private T typed(JsonObject tree) {
    return Json.fromTree(type.codec(), tree);
  }

  private void done(String what) {
    exercised.add(what);
  }

  private void ask(String name) {
    for (JsonObject before : kind.before(name, cluster.namespace())) {
      Unstructured object = Unstructured.of(before);
      cluster.dynamic().forObject(object).create(object);
    }
    CreateClient<T> questions =
        switch (type) {
          case ResourceType.Namespaced<T> namespaced ->
              new CreateClient<>(cluster.client().rest(), namespaced, cluster.namespace());
          case ResourceType.Cluster<T> clustered ->
              new CreateClient<>(cluster.client().rest(), clustered);
        };

    T answer = questions.create(object(name));

    assertThat(answer.kind()).isEqualTo(type.kind().kind());
    done("asked");
  }

  private void readWhatIsThere() {
    List<T> all = client.list(o -> o.limit(5)).items();
    done("list");
    if (!all.isEmpty()) {
      String name = all.getFirst().metadata().name();
      assertThat(client.get(name).metadata().name()).isEqualTo(name);
      assertReadExactly(name);
      done("get");
    }
  }

  private void changeOnTrial() {
    List<T> all = client.list(o -> o.limit(1)).items();
    if (all.isEmpty()) {
      return;
    }
    String name = all.getFirst().metadata().name();
    WriteOptions trial = WriteOptions.of(o -> o.dryRun(true));
    T updated = client.update(annotated(client.get(name), "conformance", "update"), trial);
    assertThat(updated.metadata().annotations()).containsEntry("conformance", "update");
    T patched = client.patch(name, annotation("conformance", "merge"), trial);
    assertThat(patched.metadata().annotations()).containsEntry("conformance", "merge");
    assertThat(client.get(name).metadata().annotations()).doesNotContainKey("conformance");
    done("update and patch on trial");
  }

  private T createOnTrial(String name) {
    T tried = client.create(object(name), WriteOptions.of(o -> o.dryRun(true)));
    assertThat(tried.metadata().name()).isEqualTo(kind.objectName(name));
    assertThat(tried.metadata().uid()).isNotEmpty();
    assertThat(client.find(kind.objectName(name))).isNull();
    done("create on trial");
    return tried;
  }

  private void live(String base) {
    String name = kind.objectName(base);
    T tried = createOnTrial(base);
    T created = client.create(object(base), WriteOptions.of(o -> o.fieldManager(MANAGER)));
    cluster.later(() -> remove(name));
    assertThat(created.metadata().uid()).isNotEmpty().isNotEqualTo(tried.metadata().uid());
    assertThat(created.kind()).isEqualTo(resource.kind().kind());
    assertThat(created.apiVersion()).isEqualTo(resource.kind().apiVersion());
    assertThatThrownBy(() -> client.create(object(base)))
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.isAlreadyExists()).isTrue());
    done("create");
    read(name, created);
    String from = client.list(selection(name)).metadata().resourceVersion();
    if (resource.supports("watch")) {
      try (Watch<T> watch = client.watch(since(from, name))) {
        change(name, created);
        delete(name);
        assertTold(watch, name);
      }
      done("watch");
    } else {
      change(name, created);
      delete(name);
    }
    if (resource.supports("deletecollection")) {
      deleteCollection();
    }
  }

  private static ListOptions selection(String name) {
    return ListOptions.of(o -> o.fieldSelector("metadata.name=" + name));
  }

  private static WatchOptions since(String version, String name) {
    return WatchOptions.of(
        o ->
            o.resourceVersion(version)
                .fieldSelector("metadata.name=" + name)
                .timeoutSeconds(60)
                .resume(false));
  }

  private void read(String name, T created) {
    assertReadExactly(name);
    done("get");
    assertThat(client.list(selection(name)).items())
        .singleElement()
        .satisfies(item -> assertThat(item.metadata().uid()).isEqualTo(created.metadata().uid()));
    if (type instanceof ResourceType.Namespaced<T> namespaced) {
      assertThat(cluster.client().allNamespaces(namespaced).list(selection(name)).items())
          .singleElement()
          .satisfies(
              item -> assertThat(item.metadata().namespace()).isEqualTo(cluster.namespace()));
    }
    done("list");
    Table table = client.table(selection(name));
    assertThat(table.columns()).isNotEmpty();
    assertThat(table.rows()).hasSize(1);
    done("table");
    ResourceClient<PartialObjectMetadata> metadata =
        switch (type) {
          case ResourceType.Namespaced<T> namespaced ->
              cluster.client().resource(namespaced.metadataOnly(), cluster.namespace());
          case ResourceType.Cluster<T> clustered ->
              cluster.client().resource(clustered.metadataOnly());
        };
    assertThat(metadata.get(name).metadata().uid()).isEqualTo(created.metadata().uid());
    done("metadata");
    for (String part : List.of("status", "scale")) {
      ApiResource.Subresource subresource = resource.subresource(part);
      if (subresource != null && subresource.verbs().contains("get")) {
        assertThat(untyped.subresource(part).get(name).metadata().name()).isEqualTo(name);
        done(part);
      }
    }
  }

  /** What is read with its type is written as it was sent. */
  private void assertReadExactly(String name) {
    T typed;
    Unstructured tree;
    do {
      typed = client.get(name);
      tree = untyped.get(name);
      // A controller may have changed it between the two.
    } while (!typed.metadata().resourceVersion().equals(tree.metadata().resourceVersion()));
    assertThat(Json.toTree(type.codec(), typed))
        .isEqualTo(withoutNulls(Json.toTree(Unstructured.CODEC, tree)));
    assertThat(UnknownFields.of(typed)).as("fields that the type does not have").isEmpty();
  }

  /** Go writes null for an empty list that is not optional; it reads as absent. */
  private static JsonValue withoutNulls(JsonValue value) {
    return switch (value) {
      case JsonArray array ->
          JsonArray.copyOf(array.values().stream().map(Life::withoutNulls).toList());
      case JsonObject object -> {
        JsonObject.Builder kept = JsonObject.builder();
        object
            .members()
            .forEach(
                (name, member) -> {
                  if (member != JsonNull.NULL) {
                    kept.put(name, withoutNulls(member));
                  }
                });
        yield kept.build();
      }
      default -> value;
    };
  }

  private void change(String name, T created) {
    if (resource.supports("update")) {
      T updated = client.update(name, o -> annotated(o, "update", "done"));
      assertThat(updated.metadata().annotations()).containsEntry("update", "done");
      assertThatThrownBy(() -> client.update(annotated(created, "stale", "yes")))
          .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.isConflict()).isTrue());
      done("update");
    }
    if (resource.supports("patch")) {
      patch(name);
      apply(name);
    }
  }

  private void patch(String name) {
    T merged = client.patch(name, annotation("merge", "done"));
    assertThat(merged.metadata().annotations()).containsEntry("merge", "done");
    T patched = client.patch(name, Patch.json(p -> p.add("/metadata/annotations/json", "done")));
    assertThat(patched.metadata().annotations()).containsEntry("json", "done");
    Patch strategic =
        Patch.strategic("{\"metadata\":{\"annotations\":{\"strategic\":\"done\",\"merge\":null}}}");
    assertThat(client.patch(name, strategic).metadata().annotations())
        .containsEntry("strategic", "done")
        .doesNotContainKey("merge");
    done("patch");
  }

  private void apply(String name) {
    JsonObject only =
        JsonObject.builder()
            .put("apiVersion", type.kind().apiVersion())
            .put("kind", type.kind().kind())
            .put("metadata", JsonObject.of("name", new JsonString(name)))
            .build();

    T applied =
        client.apply(annotated(typed(only), "applied", "done"), ApplyOptions.fieldManager("a"));

    assertThat(applied.metadata().annotations()).containsEntry("applied", "done");
    assertThat(applied.metadata().managedFields())
        .extracting(ManagedFieldsEntry::manager, ManagedFieldsEntry::operation)
        .contains(Tuple.tuple("a", "Apply"));
    done("apply");
  }

  private void delete(String name) {
    String uid = client.get(name).metadata().uid();
    client.delete(name, DeleteOptions.of(o -> o.preconditions(p -> p.uid(uid))));
    release(name);
    client.waitUpTo(Cluster.LONG).untilDeleted(name, uid);
    assertThat(client.find(name)).isNull();
    done("delete");
  }

  private void release(String name) {
    if (kind.isReleased() && client.find(name) != null) {
      client.patch(name, Patch.merge("{\"metadata\":{\"finalizers\":null}}"));
    }
  }

  private void remove(String name) {
    if (client.find(name) != null) {
      client.delete(name);
    }
  }

  private void assertTold(Watch<T> watch, String name) {
    boolean modified = false;
    for (WatchEvent<T> event : watch) {
      if (event instanceof WatchEvent.Modified<T>(T object)) {
        assertThat(object.metadata().name()).isEqualTo(name);
        modified = true;
      } else if (event instanceof WatchEvent.Deleted<T>(T object)) {
        assertThat(object.metadata().name()).isEqualTo(name);
        assertThat(object.metadata().annotations()).containsEntry("applied", "done");
        assertThat(modified).isTrue();
        return;
      } else {
        assertThat(event).isInstanceOf(WatchEvent.Bookmark.class);
      }
    }
    throw new AssertionError("the watch has ended before it told of the deletion");
  }

  private void deleteCollection() {
    String base = cluster.name("life");
    String name = kind.objectName(base);
    T wanted = typed(labelled(kind.object(base, cluster.namespace()), base));
    client.create(wanted);
    cluster.later(() -> remove(name));

    client.deleteCollection(ListOptions.of(o -> o.labelSelector("conformance=" + base)));

    release(name);
    client.waitUpTo(Cluster.LONG).untilDeleted(name, null);
    assertThat(client.list(o -> o.labelSelector("conformance=" + base)).items()).isEmpty();
    done("deletecollection");
  }

  private static JsonObject labelled(JsonObject object, String value) {
    JsonObject labels = JsonObject.of("conformance", new JsonString(value));
    return object.with("metadata", object.getObject("metadata").with("labels", labels));
  }

  private T annotated(T object, String key, String value) {
    JsonObject tree = (JsonObject) Json.toTree(type.codec(), object);
    JsonObject metadata = tree.getObject("metadata");
    JsonValue annotations = metadata.getObject("annotations").with(key, new JsonString(value));
    return typed(tree.with("metadata", metadata.with("annotations", annotations)));
  }

  private static Patch annotation(String key, String value) {
    JsonObject annotations = JsonObject.of(key, new JsonString(value));
    return Patch.merge(JsonObject.of("metadata", JsonObject.of("annotations", annotations)));
  }
}
