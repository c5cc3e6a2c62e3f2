package io.kubeweft.discovery;

import io.kubeweft.internal.call.FakeApi;

/** The discovery documents of a small cluster, in both forms. */
final class FakeCluster {
  static final String AGGREGATED_TYPE =
      "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

  static final String CORE =
      """
      {"kind":"APIGroupDiscoveryList","apiVersion":"apidiscovery.k8s.io/v2","items":[
       {"metadata":{},"versions":[{"version":"v1","freshness":"Current","resources":[
        {"resource":"events","responseKind":{"group":"","version":"","kind":"Event"},
         "scope":"Namespaced","singularResource":"event","verbs":["get","list"],
         "shortNames":["ev"]},
        {"resource":"nodes","responseKind":{"group":"","version":"","kind":"Node"},
         "scope":"Cluster","singularResource":"node","verbs":["get"],"shortNames":["no"]},
        {"resource":"pods","responseKind":{"group":"","version":"","kind":"Pod"},
         "scope":"Namespaced","singularResource":"pod","verbs":["get","watch"],
         "shortNames":["po"],"categories":["all"],"subresources":[
          {"subresource":"eviction","responseKind":{"group":"policy","version":"v1",
           "kind":"Eviction"},"verbs":["create"]},
          {"subresource":"status","responseKind":{"group":"","version":"","kind":"Pod"},
           "verbs":["get"]}]}]}]}]}\
      """;

  /** The group {@code metrics} is stale; {@code apps} prefers its second version in legacy form. */
  static final String GROUPS =
      """
      {"kind":"APIGroupDiscoveryList","apiVersion":"apidiscovery.k8s.io/v2","items":[
       {"metadata":{"name":"apps"},"versions":[
        {"version":"v1","freshness":"Current","resources":[
         {"resource":"deployments","responseKind":{"group":"","version":"","kind":"Deployment"},
          "scope":"Namespaced","singularResource":"deployment","verbs":["get"],
          "shortNames":["deploy"],"categories":["all"]}]},
        {"version":"v1beta1","freshness":"Current","resources":[
         {"resource":"deployments","responseKind":{"group":"","version":"","kind":"Deployment"},
          "scope":"Namespaced","singularResource":"deployment","verbs":["get"],
          "shortNames":["deploy"],"categories":["all"]},
         {"resource":"olds","responseKind":{"group":"","version":"","kind":"Old"},
          "scope":"Namespaced","singularResource":"old","verbs":["get"]}]}]},
       {"metadata":{"name":"events.k8s.io"},"versions":[
        {"version":"v1","freshness":"Current","resources":[
         {"resource":"events","responseKind":{"group":"","version":"","kind":"Event"},
          "scope":"Namespaced","singularResource":"event","verbs":["get"],
          "shortNames":["ev"]}]}]},
       {"metadata":{"name":"metrics.k8s.io"},"versions":[
        {"version":"v1","freshness":"Stale","resources":[
         {"resource":"nodes","responseKind":{"group":"","version":"","kind":"NodeMetrics"},
          "scope":"Cluster","singularResource":"","verbs":["get"]}]}]}]}\
      """;

  private static final String EVENTS =
      """
      {"kind":"APIResourceList","groupVersion":"events.k8s.io/v1","resources":[
       {"name":"events","singularName":"event","namespaced":true,"kind":"Event","verbs":["get"],
        "shortNames":["ev"]}]}\
      """;

  private static final String DEPLOYMENTS =
      """
      {"name":"deployments","singularName":"deployment","namespaced":true,"kind":"Deployment",
       "verbs":["get"],"shortNames":["deploy"],"categories":["all"]}\
      """;

  private FakeCluster() {}

  static FakeApi aggregated() {
    return new FakeApi()
        .document("GET /api", AGGREGATED_TYPE, "\"core-1\"", CORE)
        .document("GET /apis", AGGREGATED_TYPE, "\"groups-1\"", GROUPS);
  }

  static FakeApi legacy() {
    FakeApi api =
        new FakeApi().json("GET /api", "{\"kind\":\"APIVersions\",\"versions\":[\"v1\"]}");
    return legacyGroups(api);
  }

  /** Everything of the legacy form but {@code /api}. */
  static FakeApi legacyGroups(FakeApi api) {
    return api.json(
            "GET /apis",
            """
            {"kind":"APIGroupList","groups":[
             {"name":"apps","versions":[{"groupVersion":"apps/v1","version":"v1"},
              {"groupVersion":"apps/v1beta1","version":"v1beta1"}],
              "preferredVersion":{"groupVersion":"apps/v1","version":"v1"}},
             {"name":"events.k8s.io","versions":[{"version":"v1"}],
              "preferredVersion":{"version":"v1"}},
             {"name":"metrics.k8s.io","versions":[{"version":"v1"}],
              "preferredVersion":{"version":"v1"}}]}\
            """)
        .json(
            "GET /api/v1",
            """
            {"kind":"APIResourceList","groupVersion":"v1","resources":[
             {"name":"events","singularName":"event","namespaced":true,"kind":"Event",
              "verbs":["get","list"],"shortNames":["ev"]},
             {"name":"nodes","singularName":"node","namespaced":false,"kind":"Node",
              "verbs":["get"],"shortNames":["no"]},
             {"name":"pods","singularName":"pod","namespaced":true,"kind":"Pod",
              "verbs":["get","watch"],"shortNames":["po"],"categories":["all"]},
             {"name":"pods/eviction","singularName":"","namespaced":true,"group":"policy",
              "version":"v1","kind":"Eviction","verbs":["create"]},
             {"name":"pods/status","singularName":"","namespaced":true,"kind":"Pod",
              "verbs":["get"]}]}\
            """)
        .json("GET /apis/apps/v1", "{\"resources\":[" + DEPLOYMENTS + "]}")
        .json(
            "GET /apis/apps/v1beta1",
            "{\"resources\":["
                + DEPLOYMENTS
                + ",{\"name\":\"olds\",\"singularName\":\"old\",\"namespaced\":true,\"kind\":"
                + "\"Old\",\"verbs\":[\"get\"]}]}")
        .json("GET /apis/events.k8s.io/v1", EVENTS)
        .error("GET /apis/metrics.k8s.io/v1", 503, "ServiceUnavailable");
  }
}
