package io.kubeweft.testing.internal;

import io.kubeweft.json.Json;
import io.kubeweft.json.JsonBoolean;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import io.kubeweft.testing.internal.openapi.OpenApi;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Finds what a request is about, and has it done. */
final class ApiServer {
  private static final String JSON = "application/json";
  private static final List<String> NAMESPACES =
      List.of("default", "kube-system", "kube-public", "kube-node-lease");

  private final Registry registry;
  private final Store store;
  private final DiscoveryDocs discovery;
  private final Definitions definitions;
  private final Views views;
  private final Reads reads;
  private final Writes writes;
  private final Watches watches;
  private final Reviews reviews;
  private final OpenApiDocs openApi;
  private final CustomResources customResources;
  private final PodLogs logs;
  private final Access access;
  private final PodStreams streams;

  ApiServer(
      Registry registry,
      Store store,
      PodLogs logs,
      PodStreams streams,
      Access access,
      Supplier<Instant> now,
      RandomGenerator random) {
    this.access = access;
    this.logs = logs;
    this.streams = streams;
    this.registry = registry;
    this.store = store;
    this.discovery = new DiscoveryDocs(registry);
    this.definitions = new Definitions(store);
    this.views = new Views(definitions, now);
    this.reads = new Reads(store, views, registry.kinds());
    ObjectRules rules = new ObjectRules(now, random);
    Quotas quotas = new Quotas(store);
    store.onChange(quotas::changed);
    this.writes = new Writes(store, rules, registry, quotas);
    this.watches = new Watches(store, views, registry.kinds());
    this.reviews =
        new Reviews(now, access.authorizer(), access.authenticator(), registry.schemas());
    this.openApi = new OpenApiDocs(new OpenApi(registry.facts(), definitions::all));
    this.customResources = new CustomResources(store, registry, rules, writes.deletion());
    createNamespaces(rules);
  }

  private void createNamespaces(ObjectRules rules) {
    Resource namespaces = registry.find("", "v1", "namespaces");
    if (namespaces == null) {
      throw new IllegalStateException("the facts have no namespaces");
    }
    for (String name : NAMESPACES) {
      JsonObject metadata = JsonObject.of("name", new JsonString(name));
      JsonObject created = rules.created(namespaces, "", JsonObject.of("metadata", metadata));
      JsonObject object = Defaults.of(namespaces).apply(created);
      JsonObject unused = store.change(new Store.Key("namespaces", "", name), old -> object);
    }
  }

  /** Answers a request; the caller has said who sends it. */
  void handle(ApiCall call, Caller sender, Reply reply) throws IOException {
    Caller caller = Impersonation.effective(call, sender, access.authorizer());
    access.authorizer().check(caller, Action.of(call));
    if (Health.serve(call, reply) || openApi.serve(call, reply)) {
      return;
    }
    switch (call.path()) {
      case "/version", "/version/" -> json(reply, 200, discovery.version());
      case "/api", "/api/" -> {
        boolean aggregated = DiscoveryDocs.isAggregated(call);
        discovery(
            reply, aggregated, aggregated ? discovery.aggregated(true) : discovery.coreVersions());
      }
      case "/apis", "/apis/" -> {
        boolean aggregated = DiscoveryDocs.isAggregated(call);
        discovery(reply, aggregated, aggregated ? discovery.aggregated(false) : discovery.groups());
      }
      default -> api(call, caller, reply);
    }
  }

  private static void discovery(Reply reply, boolean aggregated, JsonObject document)
      throws IOException {
    String type = aggregated ? JSON + ";g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList" : JSON;
    reply.send(200, type, bytes(document));
  }

  private void api(ApiCall call, Caller caller, Reply reply) throws IOException {
    ApiPath path = ApiPath.parse(call.path());
    if (path == null) {
      json(reply, 200, found(group(call.path())));
      return;
    }
    if (path.plural().isEmpty()) {
      json(reply, 200, found(discovery.resources(path.group(), path.version())));
      return;
    }
    Resource resource = registry.find(path.group(), path.version(), path.plural());
    if (resource == null || !path.subresource().isEmpty() && !resource.has(path.subresource())) {
      throw ApiFailure.noSuchPath();
    }
    checkScope(resource, path, call);
    Target target = new Target(resource, path.namespace(), path.name(), path.subresource());
    Views.check(target, call);
    String warning = Deprecations.warning(resource, definitions.version(resource));
    if (warning != null) {
      reply.header("Warning", Deprecations.header(warning));
    }
    serve(target, call, caller, reply);
  }

  /** Objects have paths where they are; across namespaces there are only lists. */
  private static void checkScope(Resource resource, ApiPath path, ApiCall call) {
    boolean placed = path.namespace() != null;
    if (placed && !resource.namespaced()
        || !placed && resource.namespaced() && path.name() != null) {
      throw ApiFailure.noSuchPath();
    }
    if (!placed && resource.namespaced() && !call.method().equals("GET")) {
      throw ApiFailure.methodNotAllowed();
    }
  }

  private @Nullable JsonObject group(String path) {
    boolean isGroup = path.startsWith("/apis/") && path.indexOf('/', 6) < 0;
    return isGroup ? discovery.group(path.substring(6)) : null;
  }

  private static JsonObject found(@Nullable JsonObject document) {
    if (document == null) {
      throw ApiFailure.noSuchPath();
    }
    return document;
  }

  private void serve(Target target, ApiCall call, Caller caller, Reply reply) throws IOException {
    boolean declares = customResources.concerns(target) && !call.method().equals("GET");
    if (!declares) {
      dispatch(target, call, caller, reply);
      return;
    }
    // The answer is sent when what was declared is served.
    HeldReply held = new HeldReply(reply);
    dispatch(target, call, caller, held);
    customResources.refresh();
    held.release();
  }

  private void dispatch(Target target, ApiCall call, Caller caller, Reply reply)
      throws IOException {
    if (target.subresource().equals("log") && call.method().equals("GET")) {
      logs.serve(target, call, pod(target), reply);
      return;
    }
    if (PodStreams.SUBRESOURCES.contains(target.subresource())) {
      streams.serve(target, call, pod(target), reply);
      return;
    }
    if (!target.subresource().isEmpty()
        && !List.of("status", "finalize").contains(target.subresource())) {
      JsonObject answer =
          new Subresources(store, writes, registry.kinds(), registry.schemas(), access.tokens())
              .serve(target, call);
      json(reply, call.method().equals("POST") ? 201 : 200, answer);
      return;
    }
    switch (call.method()) {
      case "GET" -> read(target, call, reply);
      case "POST" -> create(target, call, caller, reply);
      case "PUT" -> {
        boolean existed = store.get(target.key()) != null;
        JsonObject object = writes.update(target, call);
        json(reply, existed ? 200 : 201, shown(target, call, object));
      }
      case "PATCH" -> {
        boolean existed = store.get(target.key()) != null;
        JsonObject object = writes.patch(target, call);
        json(reply, existed ? 200 : 201, shown(target, call, object));
      }
      case "DELETE" -> {
        JsonObject options = WriteOptions.ofDelete(call, registry.schemas());
        JsonObject answer = delete(target, call, options);
        json(reply, isAccepted(target, options) ? 202 : 200, answer);
      }
      default -> throw ApiFailure.methodNotAllowed();
    }
  }

  private JsonObject pod(Target target) {
    JsonObject pod = store.get(target.key());
    if (pod == null) {
      throw ApiFailure.notFound(target.resource(), target.objectName());
    }
    return pod;
  }

  private void read(Target target, ApiCall call, Reply reply) throws IOException {
    if (!target.resource().verbs().contains("get") && !target.resource().verbs().contains("list")) {
      throw ApiFailure.methodNotAllowed();
    }
    if (call.flag("watch")) {
      watches.check(target, call);
      if (call.header("Upgrade").equalsIgnoreCase("websocket")) {
        reply.upgrade("", socket -> watch(target, call, socket, reply.events(socket)));
      } else {
        watches.watch(target, call, reply.stream(JSON));
      }
    } else if (target.name() == null) {
      json(reply, 200, reads.list(target, call));
    } else {
      json(reply, 200, reads.get(target, call));
    }
  }

  /**
   * The client has nothing to say, but that it is there and that it goes is only seen by reading.
   */
  private void watch(Target target, ApiCall call, WebSocket socket, OutputStream events)
      throws IOException {
    Thread reader =
        Thread.ofVirtual()
            .name("kube-api-server-watch-reader")
            .start(
                () -> {
                  try {
                    while (socket.read() != null) {
                      // not meant for anybody
                    }
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    try {
      watches.watch(target, call, events);
    } catch (Misfortune.EndOfWatch e) {
      // the client sees a watch whose time is over
    } finally {
      reader.interrupt();
    }
  }

  private void create(Target target, ApiCall call, Caller caller, Reply reply) throws IOException {
    if (target.name() != null || !target.resource().verbs().contains("create")) {
      throw ApiFailure.methodNotAllowed();
    }
    boolean isReview = target.resource().verbs().equals(Set.of("create"));
    JsonObject created =
        isReview ? reviews.answer(target, call.object(), caller) : writes.create(target, call);
    json(reply, 201, isReview ? views.object(target, call, created) : shown(target, call, created));
  }

  private JsonObject shown(Target target, ApiCall call, JsonObject object) {
    JsonObject shown = registry.kinds().of(target.resource()).shown(object);
    return views.object(target, call, shown);
  }

  /** Only who asks for dependents to go in the old way is told by the status what still waits. */
  private boolean isAccepted(Target target, JsonObject options) {
    return target.name() != null
        && options.get("orphanDependents") == JsonBoolean.FALSE
        && !WriteOptions.isDryRun(options)
        && store.get(target.key()) != null;
  }

  private JsonObject delete(Target target, ApiCall call, JsonObject options) {
    if (target.name() != null) {
      JsonObject answer = writes.deletion().delete(target, options);
      return Trees.text(answer, "kind").equals("Status") ? answer : shown(target, call, answer);
    }
    if (!target.resource().verbs().contains("deletecollection")) {
      throw ApiFailure.methodNotAllowed();
    }
    return deleteCollection(target, call, options);
  }

  private JsonObject deleteCollection(Target target, ApiCall call, JsonObject options) {
    JsonObject list = reads.list(target, call);
    for (JsonValue each : list.getArray("items")) {
      JsonObject object = (JsonObject) each;
      String namespace = Trees.namespace(object);
      Target one =
          new Target(
              target.resource(), namespace.isEmpty() ? null : namespace, Trees.name(object), "");
      try {
        JsonObject unused = writes.deletion().delete(one, options);
      } catch (ApiFailure e) {
        if (e.code() != 404) {
          throw e;
        }
      }
    }
    return list;
  }

  private static void json(Reply reply, int status, JsonObject body) throws IOException {
    reply.send(status, JSON, bytes(body));
  }

  static byte[] bytes(JsonObject body) {
    return (Json.write(body) + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
