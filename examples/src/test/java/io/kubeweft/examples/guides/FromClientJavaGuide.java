package io.kubeweft.examples.guides;

import io.kubeweft.api.ClientSet;
import io.kubeweft.api.authentication.v1.TokenRequest;
import io.kubeweft.api.authorization.v1.SelfSubjectAccessReview;
import io.kubeweft.api.autoscaling.v1.Scale;
import io.kubeweft.api.core.v1.ConfigMap;
import io.kubeweft.api.core.v1.CoreV1;
import io.kubeweft.api.core.v1.Pod;
import io.kubeweft.api.policy.v1.Eviction;
import io.kubeweft.client.KubeClient;
import io.kubeweft.config.ClientConfig;
import io.kubeweft.config.Kubeconfig;
import io.kubeweft.informer.ResourceHandler;
import io.kubeweft.informer.SharedInformer;
import io.kubeweft.informer.SharedInformerFactory;
import io.kubeweft.json.Yaml;
import io.kubeweft.meta.DeleteOptions;
import io.kubeweft.meta.GroupVersionResource;
import io.kubeweft.meta.PropagationPolicy;
import io.kubeweft.meta.Quantity;
import io.kubeweft.resource.ApplyOptions;
import io.kubeweft.resource.ListOptions;
import io.kubeweft.resource.Patch;
import io.kubeweft.resource.WriteOptions;
import io.kubeweft.rest.ApiException;
import java.nio.file.Path;
import java.time.Duration;

/** The right column of docs/guides/from-client-java.md; it is compiled, and not run. */
@SuppressWarnings({"unused", "CheckReturnValue"}) // each line is for the reader
record FromClientJavaGuide(
    KubeClient client,
    ClientSet api,
    ClientConfig config,
    Pod pod,
    ConfigMap map,
    String json,
    String token,
    String text,
    TokenRequest tokenRequest,
    SharedInformerFactory informers,
    SharedInformer<Pod> informer,
    ResourceHandler<Pod> handler,
    SelfSubjectAccessReview review,
    ApiException failure) {
  void connect() throws Exception {
    KubeClient.connect();
    KubeClient.connect(config);
    KubeClient.connect(ClientConfig.inCluster());
    KubeClient.connect(ClientConfig.fromFile(Path.of("kubeconfig")));
    Kubeconfig.load().clientConfig(choice -> choice.context("staging"));
    config.with(c -> c.requestTimeout(Duration.ofSeconds(5)));
    ClientSet.of(client).coreV1();
  }

  void read() throws Exception {
    api.coreV1().pods("demo").list();
    api.coreV1().pods().list();
    api.coreV1().pods("demo").get("web");
    api.coreV1().pods("demo").list(o -> o.labelSelector("app=web"));
    api.coreV1().pods("demo").list(o -> o.fieldSelector("spec.nodeName=a"));
    api.coreV1().pods().list(o -> o.limit(500).continueToken(token));
    client.resource(CoreV1.PODS, "demo");
    api.coreV1().pods("demo").status().get("web");
    api.coreV1().pods("demo").log().read("web");
    api.coreV1().pods("demo").log().read("web", o -> o.container("main").tailLines(10));
    api.coreV1().pods("demo").log().follow("web", o -> o.container("main"));
  }

  void write() throws Exception {
    api.coreV1().configMaps("demo").create(map);
    api.coreV1().configMaps("demo").create(map, WriteOptions.of(o -> o.dryRun(true)));
    api.coreV1().configMaps("demo").update(map);
    api.coreV1().configMaps("demo").patch("a", Patch.merge(json));
    api.coreV1().configMaps("demo").apply(map, ApplyOptions.fieldManager("docs"));
    api.coreV1().pods("demo").status().update(pod);
    api.appsV1().deployments("demo").scale().update("web", s -> three(s));
    api.coreV1().pods("demo").eviction().create("web", Eviction.of("web", e -> {}));
    api.coreV1().serviceAccounts("demo").token().create("ci", tokenRequest);
  }

  void delete() throws Exception {
    api.coreV1().pods("demo").delete("web");
    api.coreV1().pods("demo").delete("web", DeleteOptions.of(o -> o.gracePeriodSeconds(0)));
    api.coreV1()
        .pods("demo")
        .delete("web", DeleteOptions.of(o -> o.propagationPolicy(PropagationPolicy.ORPHAN)));
    api.coreV1().pods("demo").deleteCollection(ListOptions.of(o -> o.labelSelector("app=web")));
  }

  void watchAndCache() throws Exception {
    api.coreV1().pods("demo").watch();
    SharedInformerFactory.of(client);
    informers.informer(CoreV1.PODS);
    informer.addHandler(handler);
    informers.start().awaitSync(Duration.ofSeconds(30));
    informer.lister().get("demo", "web");
    informer.indexer().byIndex("node", "a");
  }

  void anyKindAndTheServer() throws Exception {
    client
        .dynamic()
        .namespaced(new GroupVersionResource("example.com", "v1", "crontabs"), "demo")
        .list();
    client.discovery().catalog().resources();
    client.discovery().serverVersion();
    ClientSet.types().parse(text);
    Yaml.write(Pod.CODEC, pod);
    Quantity.parse("100m");
    api.authorizationV1().selfSubjectAccessReviews().create(review);
    failure.isNotFound();
  }

  private static Scale three(Scale scale) {
    return scale.toBuilder().spec(s -> s.replicas(3)).build();
  }

  private static void use(Object result) {}
}
