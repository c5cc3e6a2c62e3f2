package io.kubeweft.discovery;

import io.kubeweft.KubernetesException;
import io.kubeweft.internal.call.ParallelRun;
import io.kubeweft.json.Json;
import io.kubeweft.json.JsonCodecs;
import io.kubeweft.json.JsonObject;
import io.kubeweft.meta.GroupVersion;
import io.kubeweft.meta.Status;
import io.kubeweft.meta.StatusReason;
import io.kubeweft.rest.ApiException;
import io.kubeweft.rest.CancelledException;
import io.kubeweft.rest.RequestPath;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes a catalog of discovery documents: of two where the server aggregates them, else of one for
 * each version of each group.
 *
 * <p>(Source: client-go discovery/discovery_client.go.) That there is no {@code /api} is allowed;
 * if only one of the two is aggregated, both are read as legacy ones.
 */
final class CatalogLoader {
  /** In the legacy form, a version that fails is asked for once more. */
  private static final int TRIES = 2;

  private static final int IN_FLIGHT = 64;

  private final DocumentCache documents;
  private final String accept;

  CatalogLoader(DocumentCache documents, DiscoveryOptions options) {
    this.documents = documents;
    if (options.legacy()) {
      accept = LegacyForm.ACCEPT;
    } else {
      accept = options.withoutPeers() ? AggregatedForm.ACCEPT_NO_PEER : AggregatedForm.ACCEPT;
    }
  }

  /**
   * A catalog and how old it is.
   *
   * @param catalog what is served
   * @param validatedAt when the server said last that its oldest part is still right
   */
  record Loaded(ApiCatalog catalog, Instant validatedAt) {}

  /** One of the two roots, in the form in which the server has sent it. */
  private sealed interface Root {
    record Aggregated(List<ApiGroup> groups) implements Root {}

    record Legacy(List<ApiGroup> groups) implements Root {}
  }

  /** The resources of one version, or why they are not known. */
  private record Outcome(
      List<ApiResource> resources, @Nullable KubernetesException failure, Instant validatedAt) {}

  /**
   * Returns what the server serves.
   *
   * @param groupsSince groups that the server has not confirmed after this are asked for again
   * @param resourcesSince the same for resources that have documents of their own; those that
   *     failed are always asked for again
   * @throws ApiException if the server does not tell its groups
   */
  Loaded load(Instant groupsSince, Instant resourcesSince) {
    List<DocumentCache.@Nullable Entry<Root>> roots =
        atOnce(List.of("/api", "/apis"), path -> root(path, groupsSince));
    List<ApiGroup> groups = new ArrayList<>();
    boolean aggregated = true;
    Instant validatedAt = Instant.MAX;
    for (DocumentCache.Entry<Root> root : roots) {
      if (root == null) {
        continue;
      }
      validatedAt = earlier(validatedAt, root.validatedAt());
      switch (root.value()) {
        case Root.Aggregated(List<ApiGroup> some) -> groups.addAll(some);
        case Root.Legacy(List<ApiGroup> some) -> {
          groups.addAll(some);
          aggregated = false;
        }
      }
    }
    groups = CatalogOrder.coreFirst(groups);
    return aggregated
        ? new Loaded(new ApiCatalog(groups, staleVersions(groups)), validatedAt)
        : legacy(groups, resourcesSince, validatedAt);
  }

  private static <A, R extends @Nullable Object> List<R> atOnce(
      List<A> inputs, Function<A, R> function) {
    return new ParallelRun<>(inputs, function, IN_FLIGHT, null).results();
  }

  private DocumentCache.@Nullable Entry<Root> root(String path, Instant since) {
    Source<Root> source =
        new Source<>(path, accept, null, true, document -> readRoot(path, document));
    try {
      return documents.get(source, since);
    } catch (ApiException e) {
      if (path.equals("/api") && e.isNotFound()) {
        return null;
      }
      throw e;
    }
  }

  private static Root readRoot(String path, Document document) {
    JsonObject json = Json.read(JsonCodecs.OBJECT, document.body());
    if (AggregatedForm.isFormOf(document.contentType())) {
      return new Root.Aggregated(AggregatedForm.groups(json));
    }
    return path.equals("/api")
        ? new Root.Legacy(List.of(LegacyForm.coreGroup(json)))
        : new Root.Legacy(LegacyForm.groups(json));
  }

  private static Map<GroupVersion, KubernetesException> staleVersions(List<ApiGroup> groups) {
    Map<GroupVersion, KubernetesException> failures = new LinkedHashMap<>();
    for (ApiGroup group : groups) {
      for (ApiGroup.Version version : group.versions()) {
        if (version.stale()) {
          failures.put(version.groupVersion(), stale(version.groupVersion()));
        }
      }
    }
    return failures;
  }

  private static ApiException stale(GroupVersion version) {
    String message =
        version
            + " is stale: the server behind this aggregated API does not answer; see its"
            + " APIService";
    Status status =
        Status.of(
            s ->
                s.status("Failure")
                    .code(503)
                    .reason(StatusReason.SERVICE_UNAVAILABLE)
                    .message(message));
    return new ApiException(message, status, null, null);
  }

  private Loaded legacy(List<ApiGroup> groups, Instant since, Instant rootsValidatedAt) {
    List<GroupVersion> versions = new ArrayList<>();
    for (ApiGroup group : groups) {
      for (ApiGroup.Version version : group.versions()) {
        versions.add(version.groupVersion());
      }
    }
    List<Outcome> outcomes = atOnce(versions, version -> resources(version, since));
    Instant validatedAt = rootsValidatedAt;
    Map<GroupVersion, KubernetesException> failures = new LinkedHashMap<>();
    Map<GroupVersion, ApiGroup.Version> known = new LinkedHashMap<>();
    for (int i = 0; i < versions.size(); i++) {
      GroupVersion version = versions.get(i);
      Outcome outcome = outcomes.get(i);
      if (outcome.failure() != null) {
        failures.put(version, outcome.failure());
      }
      boolean failed = outcome.failure() != null;
      known.put(version, new ApiGroup.Version(version, failed, outcome.resources()));
      validatedAt = earlier(validatedAt, outcome.validatedAt());
    }
    List<ApiGroup> complete = new ArrayList<>();
    for (ApiGroup group : groups) {
      List<ApiGroup.Version> filled = new ArrayList<>();
      for (ApiGroup.Version version : group.versions()) {
        filled.add(known.getOrDefault(version.groupVersion(), version));
      }
      complete.add(new ApiGroup(group.name(), group.preferredVersion(), filled));
    }
    return new Loaded(new ApiCatalog(complete, failures), validatedAt);
  }

  private Outcome resources(GroupVersion version, Instant since) {
    for (int attempt = 1; ; attempt++) {
      try {
        DocumentCache.Entry<List<ApiResource>> entry =
            documents.get(resourcesSource(version), since);
        return new Outcome(entry.value(), null, entry.validatedAt());
      } catch (CancelledException e) {
        throw e;
      } catch (KubernetesException e) {
        if (attempt == TRIES || e instanceof ApiException api && api.code() < 500) {
          return new Outcome(List.of(), e, Instant.MAX);
        }
      }
    }
  }

  private static Source<List<ApiResource>> resourcesSource(GroupVersion version) {
    String path =
        version.group().isEmpty()
            ? RequestPath.of("api", version.version())
            : RequestPath.of("apis", version.group(), version.version());
    return new Source<>(
        path,
        LegacyForm.ACCEPT,
        null,
        true,
        document -> LegacyForm.resources(version, Json.read(JsonCodecs.OBJECT, document.body())));
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
