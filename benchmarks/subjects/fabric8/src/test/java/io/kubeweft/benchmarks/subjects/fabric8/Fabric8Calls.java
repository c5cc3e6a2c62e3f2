package io.kubeweft.benchmarks.subjects.fabric8;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.File;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The left column of docs/guides/from-fabric8.md, compiled against the version that its title
 * names; it is not run.
 */
@SuppressWarnings({"unused", "CheckReturnValue"}) // each line is for the reader
record Fabric8Calls(
    KubernetesClient client,
    Config config,
    File file,
    Pod pod,
    ConfigMap map,
    String json,
    InputStream stream,
    List<HasMetadata> objects,
    Watcher<Pod> watcher,
    ResourceEventHandler<Pod> handler,
    SharedIndexInformer<Pod> informer,
    SelfSubjectAccessReview review,
    KubernetesClientException failure) {
  void connect() throws Exception {
    new KubernetesClientBuilder().build();
    new KubernetesClientBuilder().withConfig(config).build();
    Config.fromKubeconfig(file);
    Config.autoConfigure("staging");
    new ConfigBuilder(config).withRequestTimeout(5_000).build();
    new ConfigBuilder(config).withImpersonateUsername("jane").build();
    client.getNamespace();
  }

  void read() throws Exception {
    client.pods().inNamespace("demo").list().getItems();
    client.pods().inAnyNamespace().list();
    client.pods().inNamespace("demo").withName("web").get();
    client.pods().inNamespace("demo").withName("web").require();
    client.pods().inNamespace("demo").withLabel("app", "web").list();
    client.pods().inNamespace("demo").withField("spec.nodeName", "a").list();
    client.pods().inAnyNamespace().list(new ListOptionsBuilder().withLimit(500L).build());
    client.pods().inNamespace("demo").withName("web").isReady();
  }

  void write() throws Exception {
    client.configMaps().inNamespace("demo").resource(map).create();
    client.configMaps().inNamespace("demo").resource(map).update();
    client.configMaps().inNamespace("demo").withName("a").edit(m -> edited(m));
    client.configMaps().inNamespace("demo").resource(map).createOr(NonDeletingOperation::update);
    client.configMaps().inNamespace("demo").resource(map).serverSideApply();
    client.configMaps().inNamespace("demo").resource(map).forceConflicts().serverSideApply();
    client
        .configMaps()
        .inNamespace("demo")
        .withName("a")
        .patch(PatchContext.of(PatchType.JSON_MERGE), json);
    client.configMaps().inNamespace("demo").resource(map).dryRun().create();
    client.pods().inNamespace("demo").resource(pod).updateStatus();
    client.apps().deployments().inNamespace("demo").withName("web").scale(3);
    client.pods().inNamespace("demo").withName("web").evict();
  }

  void delete() throws Exception {
    client.pods().inNamespace("demo").withName("web").delete();
    client.pods().inNamespace("demo").withName("web").withGracePeriod(0).delete();
    client
        .pods()
        .inNamespace("demo")
        .withName("web")
        .withPropagationPolicy(DeletionPropagation.ORPHAN)
        .delete();
    client.pods().inNamespace("demo").withLabel("app", "web").delete();
  }

  void watchAndWait() throws Exception {
    client.pods().inNamespace("demo").watch(watcher);
    client.pods().inAnyNamespace().inform(handler);
    informer.getIndexer().byIndex("node", "a");
    informer.hasSynced();
    client.pods().inNamespace("demo").withName("web").waitUntilReady(1, TimeUnit.MINUTES);
    client
        .pods()
        .inNamespace("demo")
        .withName("web")
        .waitUntilCondition(p -> done(p), 1, TimeUnit.MINUTES);
  }

  void logs() throws Exception {
    client.pods().inNamespace("demo").withName("web").getLog();
    client.pods().inNamespace("demo").withName("web").inContainer("main").tailingLines(10).getLog();
    client.pods().inNamespace("demo").withName("web").watchLog();
  }

  void anyKindAndTheServer() throws Exception {
    client.genericKubernetesResources("example.com/v1", "CronTab").inNamespace("demo").list();
    client.load(stream).items();
    client.resourceList(objects).serverSideApply();
    client.getKubernetesSerialization().asYaml(pod);
    client.getKubernetesVersion();
    client.getApiGroups();
    client.raw("/livez");
    client.authorization().v1().selfSubjectAccessReview().create(review);
    use(failure.getCode() == 404);
  }

  private static ConfigMap edited(ConfigMap map) {
    return map;
  }

  private static boolean done(Pod pod) {
    return "Succeeded".equals(pod.getStatus().getPhase());
  }

  private static void use(Object result) {}
}
