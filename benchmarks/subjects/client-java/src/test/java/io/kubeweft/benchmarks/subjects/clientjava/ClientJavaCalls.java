package io.kubeweft.benchmarks.subjects.clientjava;

import io.kubernetes.client.Discovery;
import io.kubernetes.client.PodLogs;
import io.kubernetes.client.custom.Quantity;
import io.kubernetes.client.custom.V1Patch;
import io.kubernetes.client.informer.ResourceEventHandler;
import io.kubernetes.client.informer.SharedIndexInformer;
import io.kubernetes.client.informer.SharedInformerFactory;
import io.kubernetes.client.informer.cache.Lister;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.apis.AppsV1Api;
import io.kubernetes.client.openapi.apis.AuthorizationV1Api;
import io.kubernetes.client.openapi.apis.CoreV1Api;
import io.kubernetes.client.openapi.apis.VersionApi;
import io.kubernetes.client.openapi.models.AuthenticationV1TokenRequest;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Eviction;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodList;
import io.kubernetes.client.openapi.models.V1Scale;
import io.kubernetes.client.openapi.models.V1SelfSubjectAccessReview;
import io.kubernetes.client.util.CallGenerator;
import io.kubernetes.client.util.ClientBuilder;
import io.kubernetes.client.util.Config;
import io.kubernetes.client.util.KubeConfig;
import io.kubernetes.client.util.PatchUtils;
import io.kubernetes.client.util.Watch;
import io.kubernetes.client.util.Yaml;
import io.kubernetes.client.util.generic.GenericKubernetesApi;
import io.kubernetes.client.util.generic.dynamic.DynamicKubernetesApi;
import java.lang.reflect.Type;
import okhttp3.Call;

/**
 * The left column of docs/guides/from-client-java.md, compiled against the version that its title
 * names; it is not run.
 */
@SuppressWarnings({"unused", "CheckReturnValue"}) // each line is for the reader
record ClientJavaCalls(
    ApiClient client,
    KubeConfig kubeConfig,
    CoreV1Api core,
    AppsV1Api apps,
    String token,
    String text,
    String json,
    V1Pod pod,
    V1ConfigMap map,
    V1Scale scale,
    V1Eviction eviction,
    AuthenticationV1TokenRequest tokenRequest,
    V1SelfSubjectAccessReview review,
    Call call,
    Type type,
    CallGenerator calls,
    SharedInformerFactory factory,
    SharedIndexInformer<V1Pod> informer,
    ResourceEventHandler<V1Pod> handler,
    ApiException failure) {
  void connect() throws Exception {
    Config.defaultClient();
    ClientBuilder.kubeconfig(kubeConfig).build();
    ClientBuilder.cluster().build();
    Config.fromConfig("kubeconfig");
    kubeConfig.setContext("staging");
    client.setReadTimeout(5_000);
    use(new CoreV1Api(client));
  }

  void read() throws Exception {
    core.listNamespacedPod("demo").execute().getItems();
    core.listPodForAllNamespaces().execute();
    core.readNamespacedPod("web", "demo").execute();
    core.listNamespacedPod("demo").labelSelector("app=web").execute();
    core.listNamespacedPod("demo").fieldSelector("spec.nodeName=a").execute();
    core.listPodForAllNamespaces().limit(500)._continue(token).execute();
    use(new GenericKubernetesApi<>(V1Pod.class, V1PodList.class, "", "v1", "pods", client));
    core.readNamespacedPodStatus("web", "demo").execute();
    core.readNamespacedPodLog("web", "demo").execute();
    core.readNamespacedPodLog("web", "demo").container("main").tailLines(10).execute();
    new PodLogs(client).streamNamespacedPodLog("demo", "web", "main");
  }

  void write() throws Exception {
    core.createNamespacedConfigMap("demo", map).execute();
    core.createNamespacedConfigMap("demo", map).dryRun("All").execute();
    core.replaceNamespacedConfigMap("a", "demo", map).execute();
    core.patchNamespacedConfigMap("a", "demo", new V1Patch(json)).execute();
    PatchUtils.patch(V1ConfigMap.class, () -> call(json), V1Patch.PATCH_FORMAT_APPLY_YAML, client);
    core.replaceNamespacedPodStatus("web", "demo", pod).execute();
    apps.replaceNamespacedDeploymentScale("web", "demo", scale).execute();
    core.createNamespacedPodEviction("web", "demo", eviction).execute();
    core.createNamespacedServiceAccountToken("ci", "demo", tokenRequest).execute();
  }

  void delete() throws Exception {
    core.deleteNamespacedPod("web", "demo").execute();
    core.deleteNamespacedPod("web", "demo").gracePeriodSeconds(0).execute();
    core.deleteNamespacedPod("web", "demo").propagationPolicy("Orphan").execute();
    core.deleteCollectionNamespacedPod("demo").labelSelector("app=web").execute();
  }

  void watchAndCache() throws Exception {
    Watch.createWatch(client, call, type);
    use(new SharedInformerFactory(client));
    factory.sharedIndexInformerFor(calls, V1Pod.class, V1PodList.class, 0);
    informer.addEventHandler(handler);
    factory.startAllRegisteredInformers();
    new Lister<>(informer.getIndexer(), "demo").get("web");
    informer.getIndexer().byIndex("node", "a");
  }

  void anyKindAndTheServer() throws Exception {
    new DynamicKubernetesApi("example.com", "v1", "crontabs", client).list("demo");
    new Discovery(client).findAll();
    new VersionApi(client).getCode().execute();
    Yaml.loadAll(text);
    Yaml.dump(pod);
    Quantity.fromString("100m");
    new AuthorizationV1Api(client).createSelfSubjectAccessReview(review).execute();
    use(failure.getCode() == 404);
  }

  private Call call(String json) throws ApiException {
    return core.patchNamespacedConfigMap("a", "demo", new V1Patch(json)).buildCall(null);
  }

  private static void use(Object result) {}
}
