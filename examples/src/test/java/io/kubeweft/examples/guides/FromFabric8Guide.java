package io.kubeweft.examples.guides;

import io.kubeweft.api.ClientSet;
import io.kubeweft.api.authorization.v1.SelfSubjectAccessReview;
import io.kubeweft.api.autoscaling.v1.Scale;
import io.kubeweft.api.core.v1.ConfigMap;
import io.kubeweft.api.core.v1.CoreV1;
import io.kubeweft.api.core.v1.Pod;
import io.kubeweft.api.policy.v1.Eviction;
import io.kubeweft.client.KubeClient;
import io.kubeweft.config.ClientConfig;
import io.kubeweft.config.Impersonation;
import io.kubeweft.config.Kubeconfig;
import io.kubeweft.dynamic.Manifest;
import io.kubeweft.dynamic.Unstructured;
import io.kubeweft.informer.ResourceHandler;
import io.kubeweft.informer.SharedInformer;
import io.kubeweft.informer.SharedInformerFactory;
import io.kubeweft.json.Yaml;
import io.kubeweft.meta.DeleteOptions;
import io.kubeweft.meta.GroupVersionKind;
import io.kubeweft.meta.PropagationPolicy;
import io.kubeweft.resource.ApplyOptions;
import io.kubeweft.resource.ListOptions;
import io.kubeweft.resource.Patch;
import io.kubeweft.resource.Readiness;
import io.kubeweft.resource.WriteOptions;
import io.kubeweft.rest.ApiException;
import io.kubeweft.rest.RestRequest;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;

/** The right column of docs/guides/from-fabric8.md; it is compiled, and not run. */
@SuppressWarnings({"unused", "CheckReturnValue"}) // each line is for the reader
record FromFabric8Guide(
    KubeClient client,
    ClientSet api,
    ClientConfig config,
    Pod pod,
    ConfigMap map,
    String json,
    Path file,
    InputStream stream,
    Manifest manifest,
    SharedInformerFactory informers,
    SharedInformer<Pod> informer,
    ResourceHandler<Pod> handler,
    SelfSubjectAccessReview review,
    ApiException failure) {
  void connect() throws Exception {
    KubeClient.connect();
    KubeClient.connect(config);
    ClientConfig.fromFile(file);
    Kubeconfig.load().clientConfig(choice -> choice.context("staging"));
    config.with(c -> c.requestTimeout(Duration.ofSeconds(5)));
    config.with(c -> c.impersonation(Impersonation.of("jane")));
    client.namespace();
  }

  void read() throws Exception {
    api.coreV1().pods("demo").list();
    api.coreV1().pods().list();
    api.coreV1().pods("demo").find("web");
    api.coreV1().pods("demo").get("web");
    api.coreV1().pods("demo").list(o -> o.labelSelector("app=web"));
    api.coreV1().pods("demo").list(o -> o.fieldSelector("spec.nodeName=a"));
    api.coreV1().pods().items(o -> o.limit(500));
    Readiness.of(Unstructured.from(Pod.CODEC, pod).json()).isReady();
  }

  void write() throws Exception {
    api.coreV1().configMaps("demo").create(map);
    api.coreV1().configMaps("demo").update(map);
    api.coreV1().configMaps("demo").update("a", m -> edited(m));
    api.coreV1().configMaps("demo").createOrUpdate(map, m -> edited(m));
    api.coreV1().configMaps("demo").apply(map, ApplyOptions.fieldManager("docs"));
    api.coreV1().configMaps("demo").apply(map, ApplyOptions.fieldManager("docs").forced());
    api.coreV1().configMaps("demo").patch("a", Patch.merge(json));
    api.coreV1().configMaps("demo").create(map, WriteOptions.of(o -> o.dryRun(true)));
    api.coreV1().pods("demo").status().update(pod);
    api.appsV1().deployments("demo").scale().update("web", s -> three(s));
    api.coreV1().pods("demo").eviction().create("web", Eviction.of("web", e -> {}));
  }

  void delete() throws Exception {
    api.coreV1().pods("demo").delete("web");
    api.coreV1().pods("demo").delete("web", DeleteOptions.of(o -> o.gracePeriodSeconds(0)));
    api.coreV1()
        .pods("demo")
        .delete("web", DeleteOptions.of(o -> o.propagationPolicy(PropagationPolicy.ORPHAN)));
    api.coreV1().pods("demo").deleteCollection(ListOptions.of(o -> o.labelSelector("app=web")));
  }

  void watchAndWait() throws Exception {
    api.coreV1().pods("demo").watch();
    informers.informer(CoreV1.PODS).addHandler(handler);
    informer.indexer().byIndex("node", "a");
    informer.isSynced();
    api.coreV1().pods("demo").waitUpTo(Duration.ofMinutes(1)).untilReady("web");
    api.coreV1().pods("demo").waitUpTo(Duration.ofMinutes(1)).until("web", p -> done(p));
  }

  void logs() throws Exception {
    api.coreV1().pods("demo").log().read("web");
    api.coreV1().pods("demo").log().read("web", o -> o.container("main").tailLines(10));
    api.coreV1().pods("demo").log().follow("web");
  }

  void anyKindAndTheServer() throws Exception {
    client.dynamic().forKind(GroupVersionKind.of("example.com/v1", "CronTab"), "demo").list();
    Manifest.read(stream);
    client.dynamic().apply(manifest, ApplyOptions.fieldManager("docs"));
    Yaml.write(Pod.CODEC, pod);
    client.discovery().serverVersion();
    client.discovery().catalog().groups();
    client.rest().send(RestRequest.get("/livez")).text();
    api.authorizationV1().selfSubjectAccessReviews().create(review);
    failure.isNotFound();
  }

  private static Scale three(Scale scale) {
    return scale.toBuilder().spec(s -> s.replicas(3)).build();
  }

  private static ConfigMap edited(ConfigMap map) {
    return map.toBuilder().putData("colour", "blue").build();
  }

  private static boolean done(Pod pod) {
    return "Succeeded".equals(pod.status().phase());
  }

  private static void use(Object result) {}
}
