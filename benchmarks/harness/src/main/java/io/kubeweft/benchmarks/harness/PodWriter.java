package io.kubeweft.benchmarks.harness;

import java.util.Random;

/** Writes the JSON of one pod; see {@link PodText}. */
final class PodWriter {
  private final Random random;
  private final int n;
  private final String application;
  private final String hash;
  private final String name;
  private final String namespace;

  private final String uid;
  private final String ownerUid;
  private final String created;
  private final String started;
  private final String version;
  private final String tokenVolume;

  PodWriter(Random random, int n, String application, String hash, String name, String namespace) {
    this.random = random;
    this.n = n;
    this.application = application;
    this.hash = hash;
    this.name = name;
    this.namespace = namespace;
    this.uid = uid();
    this.ownerUid = uid();
    this.created = time();
    this.started = time();
    this.version = "1." + random.nextInt(60) + "." + random.nextInt(8);
    this.tokenVolume = "kube-api-access-" + PodText.letters(random, 5);
  }

  String text() {
    return "{\"metadata\":" + metadata() + ",\"spec\":" + spec() + ",\"status\":" + status() + "}";
  }

  private String metadata() {
    return """
    {"name":"%s","generateName":"%s-%s-","namespace":"%s","uid":"%s","resourceVersion":"%d","generation":1,\
    "creationTimestamp":"%s","labels":{"app.kubernetes.io/instance":"%s","app.kubernetes.io/managed-by":"Helm",\
    "app.kubernetes.io/name":"%s","app.kubernetes.io/version":"%s","pod-template-hash":"%s"},\
    "annotations":{"bench.example/ts":"0000000000000000000","checksum/config":"%s","prometheus.io/scrape":"true"},\
    "ownerReferences":[{"apiVersion":"apps/v1","kind":"ReplicaSet","name":"%s-%s","uid":"%s","controller":true,\
    "blockOwnerDeletion":true}],"managedFields":[%s,%s]}\
    """
        .formatted(
            name,
            application,
            hash,
            namespace,
            uid,
            PodText.FIRST_VERSION + n,
            created,
            application,
            application,
            version,
            hash,
            hex(64),
            application,
            hash,
            ownerUid,
            createdBy(),
            reportedBy());
  }

  private String createdBy() {
    return """
    {"manager":"kube-controller-manager","operation":"Update","apiVersion":"v1","time":"%s","fieldsType":"FieldsV1",\
    "fieldsV1":{"f:metadata":{"f:annotations":{".":{},"f:checksum/config":{},"f:prometheus.io/scrape":{}},\
    "f:generateName":{},"f:labels":{".":{},"f:app.kubernetes.io/instance":{},"f:app.kubernetes.io/name":{},\
    "f:pod-template-hash":{}},"f:ownerReferences":{".":{},"k:{\\"uid\\":\\"%s\\"}":{}}},"f:spec":{"f:containers":{\
    "k:{\\"name\\":\\"main\\"}":{".":{},"f:image":{},"f:imagePullPolicy":{},"f:name":{},"f:ports":{".":{},\
    "k:{\\"containerPort\\":8080,\\"protocol\\":\\"TCP\\"}":{".":{},"f:containerPort":{},"f:protocol":{}}},\
    "f:resources":{".":{},"f:limits":{".":{},"f:memory":{}},"f:requests":{".":{},"f:cpu":{},"f:memory":{}}}}},\
    "f:dnsPolicy":{},"f:restartPolicy":{}}}}\
    """
        .formatted(created, ownerUid);
  }

  private String reportedBy() {
    return """
    {"manager":"kubelet","operation":"Update","apiVersion":"v1","time":"%s","fieldsType":"FieldsV1",\
    "fieldsV1":{"f:status":{"f:conditions":{"k:{\\"type\\":\\"ContainersReady\\"}":{".":{},"f:lastProbeTime":{},\
    "f:lastTransitionTime":{},"f:status":{},"f:type":{}},"k:{\\"type\\":\\"Ready\\"}":{".":{},"f:lastProbeTime":{},\
    "f:lastTransitionTime":{},"f:status":{},"f:type":{}}},"f:containerStatuses":{},"f:hostIP":{},"f:phase":{},\
    "f:podIP":{},"f:startTime":{}}},"subresource":"status"}\
    """
        .formatted(started);
  }

  private String spec() {
    return """
    {"volumes":[{"name":"settings","configMap":{"name":"%s-settings","defaultMode":420}},{"name":"%s","projected":\
    {"sources":[{"serviceAccountToken":{"expirationSeconds":3607,"path":"token"}},{"configMap":\
    {"name":"kube-root-ca.crt","items":[{"key":"ca.crt","path":"ca.crt"}]}}],"defaultMode":420}}],\
    "containers":[%s,%s],"restartPolicy":"Always","terminationGracePeriodSeconds":30,"dnsPolicy":"ClusterFirst",\
    "serviceAccountName":"%s","serviceAccount":"%s","nodeName":"node-%03d.zone-%d.compute.internal",\
    "securityContext":{"fsGroup":1000},"schedulerName":"default-scheduler","tolerations":[\
    {"key":"node.kubernetes.io/not-ready","operator":"Exists","effect":"NoExecute","tolerationSeconds":300},\
    {"key":"node.kubernetes.io/unreachable","operator":"Exists","effect":"NoExecute","tolerationSeconds":300}],\
    "priority":0,"enableServiceLinks":true,"preemptionPolicy":"PreemptLowerPriority"}\
    """
        .formatted(
            application,
            tokenVolume,
            mainContainer(),
            sidecar(),
            application,
            application,
            random.nextInt(400),
            random.nextInt(3));
  }

  private String mainContainer() {
    return """
    {"name":"main","image":"images.internal.example/shop/%s:%s","ports":[{"name":"http","containerPort":8080,\
    "protocol":"TCP"},{"name":"metrics","containerPort":9090,"protocol":"TCP"}],"env":[{"name":"JAVA_OPTS",\
    "value":"-XX:MaxRAMPercentage=70 -XX:+UseZGC"},{"name":"DB_PASSWORD","valueFrom":{"secretKeyRef":\
    {"name":"%s-db","key":"password"}}},{"name":"SHARD","value":"%d"}],"resources":{"limits":{"memory":"%dMi"},\
    "requests":{"cpu":"%dm","memory":"256Mi"}},"volumeMounts":[{"name":"settings","readOnly":true,\
    "mountPath":"/etc/settings"},{"name":"%s","readOnly":true,\
    "mountPath":"/var/run/secrets/kubernetes.io/serviceaccount"}],"livenessProbe":{"httpGet":{"path":"/live",\
    "port":"http","scheme":"HTTP"},"initialDelaySeconds":15,"timeoutSeconds":2,"periodSeconds":10,\
    "successThreshold":1,"failureThreshold":3},"readinessProbe":{"httpGet":{"path":"/ready","port":8080,\
    "scheme":"HTTP"},"timeoutSeconds":1,"periodSeconds":5,"successThreshold":1,"failureThreshold":3},\
    "terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File",\
    "imagePullPolicy":"IfNotPresent","securityContext":{"capabilities":{"drop":["ALL"]},"runAsNonRoot":true,\
    "readOnlyRootFilesystem":true,"allowPrivilegeEscalation":false}}\
    """
        .formatted(
            application,
            version,
            application,
            random.nextInt(96),
            256 << random.nextInt(3),
            100 * (1 + random.nextInt(8)),
            tokenVolume);
  }

  private String sidecar() {
    return """
    {"name":"mesh-proxy","image":"images.example/mesh/proxy:2.14.3","env":[{"name":"POD_NAMESPACE","valueFrom":\
    {"fieldRef":{"apiVersion":"v1","fieldPath":"metadata.namespace"}}}],"resources":{"limits":{"cpu":"2",\
    "memory":"1Gi"},"requests":{"cpu":"100m","memory":"128Mi"}},"volumeMounts":[{"name":"%s","readOnly":true,\
    "mountPath":"/var/run/secrets/kubernetes.io/serviceaccount"}],"terminationMessagePath":"/dev/termination-log",\
    "terminationMessagePolicy":"File","imagePullPolicy":"IfNotPresent"}\
    """
        .formatted(tokenVolume);
  }

  private String status() {
    String host = address(10);
    String pod = address(172);
    return """
    {"phase":"Running","conditions":[%s,%s,%s,%s],"hostIP":"%s","hostIPs":[{"ip":"%s"}],"podIP":"%s",\
    "podIPs":[{"ip":"%s"}],"startTime":"%s","containerStatuses":[%s,%s],"qosClass":"Burstable"}\
    """
        .formatted(
            condition("Initialized"),
            condition("Ready"),
            condition("ContainersReady"),
            condition("PodScheduled"),
            host,
            host,
            pod,
            pod,
            created,
            containerStatus("main", "images.internal.example/shop/" + application, version),
            containerStatus("mesh-proxy", "images.example/mesh/proxy", "2.14.3"));
  }

  private String condition(String type) {
    return """
    {"type":"%s","status":"True","lastProbeTime":null,"lastTransitionTime":"%s"}\
    """
        .formatted(type, started);
  }

  private String containerStatus(String container, String image, String tag) {
    String digest = container.equals("main") ? hex(64) : "0f".repeat(32);
    return """
    {"name":"%s","state":{"running":{"startedAt":"%s"}},"lastState":{},"ready":true,"restartCount":0,\
    "image":"%s:%s","imageID":"%s@sha256:%s","containerID":"containerd://%s","started":true}\
    """
        .formatted(container, started, image, tag, image, digest, hex(64));
  }

  private String uid() {
    return hex(8) + "-" + hex(4) + "-" + hex(4) + "-" + hex(4) + "-" + hex(12);
  }

  private String hex(int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(Character.forDigit(random.nextInt(16), 16));
    }
    return text.toString();
  }

  private String time() {
    return "2026-%02d-%02dT%02d:%02d:%02dZ"
        .formatted(
            1 + random.nextInt(9),
            1 + random.nextInt(28),
            random.nextInt(24),
            random.nextInt(60),
            random.nextInt(60));
  }

  private String address(int network) {
    return network
        + "."
        + random.nextInt(256)
        + "."
        + random.nextInt(256)
        + "."
        + (1 + random.nextInt(254));
  }
}
