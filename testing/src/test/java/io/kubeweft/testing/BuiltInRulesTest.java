package io.kubeweft.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What built-in kinds must be like; as kube-apiserver 1.36 answered. */
class BuiltInRulesTest {
  private static final String CORE = "/api/v1/namespaces/default/";
  private static final String APPS = "/apis/apps/v1/namespaces/default/";
  private static final String MERGE = "application/merge-patch+json";
  private static final String POD = "{\"containers\":[{\"name\":\"a\",\"image\":\"x\"}]}";

  @AutoClose private static final Http http = Http.toNewServer();

  private static String object(String name, String members) {
    return "{\"metadata\":{\"name\":\"%s\"},%s}".formatted(name, members);
  }

  static Stream<Arguments> objects() {
    return Cases.of(
        """
        api/v1 pods {}
          422 Invalid
          spec.containers: Required value
        api/v1 pods {"containers":[{}]}
          422 Invalid
          spec.containers[0].name: Required value
          spec.containers[0].image: Required value
        api/v1 pods {"containers":[{"name":"a","image":"x"},{"name":"a","image":" x"}]}
          422 Invalid
          spec.containers[1].name: Duplicate value: "a"
          spec.containers[1].image: Invalid value: " x": must not have leading or trailing whitespace
        api/v1 pods {"containers":[{"name":"a","image":"x","ports":[{"containerPort":0},{"containerPort":70000,"name":"bad_name"},{"name":"w","containerPort":1,"protocol":"FOO"},{"name":"w","containerPort":2}]}]}
          422 Invalid
          spec.containers[0].ports[0].containerPort: Required value
          spec.containers[0].ports[1].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive
          spec.containers[0].ports[1].name: Invalid value: "bad_name": must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)
          spec.containers[0].ports[2].protocol: Unsupported value: "FOO": supported values: "SCTP", "TCP", "UDP"
          spec.containers[0].ports[3].name: Duplicate value: "w"
        api/v1 pods {"containers":[{"name":"a","image":"x","volumeMounts":[{"name":"nope","mountPath":"/x"}]}],"volumes":[{"name":"v"},{"name":"v"}]}
          422 Invalid
          spec.containers[0].volumeMounts[0].name: Not found: "nope"
          spec.volumes[1].name: Duplicate value: "v"
        api/v1 pods {"restartPolicy":"Foo","containers":[{"name":"a","image":"x","resources":{"requests":{"cpu":"2"},"limits":{"cpu":"1"}}}]}
          422 Invalid
          spec.restartPolicy: Unsupported value: "Foo": supported values: "Always", "OnFailure", "Never"
          spec.containers[0].resources.requests: Invalid value: "2": must be less than or equal to cpu limit of 1
        apis/apps/v1 deployments {}
          422 Invalid
          spec.selector: Required value
          spec.template.metadata.labels: Invalid value: null: `selector` does not match template `labels`
          spec.template.spec.containers: Required value
        apis/apps/v1 deployments {"replicas":-1,"selector":{"matchLabels":{"a":"c"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"restartPolicy":"Never","containers":[{"name":"a","image":"x"}]}}}
          422 Invalid
          spec.replicas: Invalid value: -1: must be greater than or equal to 0
          spec.template.metadata.labels: Invalid value: {"a":"b"}: `selector` does not match template `labels`
          spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always"
        apis/apps/v1 deployments {"revisionHistoryLimit":-1,"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b","c":"_"},"annotations":{"/d":"e"}},"spec":{"activeDeadlineSeconds":5,"containers":[{"name":"a","image":"x"}]}}}
          422 Invalid
          spec.revisionHistoryLimit: Invalid value: -1: must be greater than or equal to 0
          spec.template.labels: Invalid value: "_": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')
          spec.template.annotations: Invalid value: "/d": prefix part must be non-empty
          spec.template.spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in ReplicaSet is not Supported
        apis/apps/v1 statefulsets {"serviceName":"s","revisionHistoryLimit":-1,"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"activeDeadlineSeconds":5,"containers":[{"name":"a","image":"x"}]}}}
          422 Invalid
          spec.template.spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in StatefulSet is not Supported
        apis/apps/v1 daemonsets {"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"activeDeadlineSeconds":5,"containers":[{"name":"a","image":"x"}]}}}
          422 Invalid
          spec.template.spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in DaemonSet is not Supported
        apis/apps/v1 replicasets {"selector":{"matchExpressions":[{"key":"a","operator":"In"}]},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"a","image":"x"}]}}}
          422 Invalid
          spec.selector.matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'
          spec.selector: Invalid value: {"matchExpressions":[{"key":"a","operator":"In"}]}: invalid label selector
        apis/apps/v1 statefulsets {"serviceName":"s","selector":{"matchExpressions":[{"key":"a","operator":"In"}]},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"a","image":"x"}]}}}
          422 Invalid
          spec.selector.matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'
          spec.selector: Invalid value: {"matchExpressions":[{"key":"a","operator":"In"}]}
        apis/apps/v1 daemonsets {"selector":{"matchExpressions":[{"key":"a","operator":"In"}]},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"a","image":"x"}]}}}
          422 Invalid
          spec.selector.matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'
        apis/batch/v1 jobs {}
          422 Invalid
          spec.template.spec.containers: Required value
          spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"
        apis/batch/v1 cronjobs {"schedule":"x","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"a","image":"x"}]}}}}}
          422 Invalid
          spec.schedule: Invalid value: "x": expected exactly 5 fields, found 1: [x]
        api/v1 services {}
          422 Invalid
          spec.ports: Required value
        api/v1 services {"type":"Foo","ports":[{"port":80},{"port":81}]}
          422 Invalid
          spec.ports[0].name: Required value
          spec.ports[1].name: Required value
          spec.type: Unsupported value: "Foo": supported values: "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"
        api/v1 persistentvolumeclaims {}
          422 Invalid
          spec.accessModes: Required value: at least 1 access mode is required
          spec.resources[storage]: Required value
        """);
  }

  @ParameterizedTest
  @MethodSource("objects")
  void create_spec_isChecked(String request, String expected) throws Exception {
    String[] parts = request.split(" ", 3);
    String path = "/" + parts[0] + "/namespaces/default/" + parts[1] + "?dryRun=All";

    Http.Answer answer = http.post(path, object("x", "\"spec\":" + parts[2]));

    Expected.assertAnswer(answer, expected);
  }

  static Stream<Arguments> bodies() {
    return Cases.of(
        """
        configmaps {"metadata":{"name":"A.b","labels":{"a/b/c":"x","k":"_"}}}
          422 Invalid
          metadata.name: Invalid value: "A.b": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')
          metadata.labels: Invalid value: "a/b/c": a valid label key must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')
          metadata.labels: Invalid value: "_": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')
        configmaps {"metadata":{}}
          422 Invalid
          metadata.name: Required value: name or generateName is required
        configmaps {"metadata":{"name":"x"},"data":{"..":"y","k":"1"},"binaryData":{"k":"YQ=="}}
          422 Invalid
          data[..]: Invalid value: "..": must not be '..'
          data[k]: Invalid value: "k": duplicate of key present in binaryData
        configmaps {"metadata":{"name":"x","finalizers":["foo"]}}
          422 Invalid
          metadata.finalizers[0]: Invalid value: "foo": name is neither a standard finalizer name nor is it fully qualified
        configmaps {"metadata":{"name":"x","ownerReferences":[{}]}}
          422 Invalid
          metadata.ownerReferences.apiVersion: Invalid value: "": version must not be empty
          metadata.ownerReferences.kind: Invalid value: "": must not be empty
          metadata.ownerReferences.name: Invalid value: "": must not be empty
          metadata.ownerReferences.uid: Invalid value: "": must not be empty
        configmaps {"metadata":{"name":"x","ownerReferences":[{"apiVersion":"a/b/c","kind":"K","name":"n","uid":"u"}]}}
          422 Invalid
          metadata.ownerReferences.apiVersion: Invalid value: "a/b/c": version must not be empty
        configmaps {"metadata":{"name":"x","ownerReferences":[{"apiVersion":"v1","kind":"Event","name":"n","uid":"u"}]}}
          422 Invalid
          metadata.ownerReferences: Invalid value: {"apiVersion":"v1","kind":"Event","name":"n","uid":"u"}: /v1, Kind=Event is disallowed from being an owner
        configmaps {"metadata":{"name":"x","namespace":"other"}}
          400 BadRequest
        configmaps {"metadata":{"name":"x","resourceVersion":"5"}}
          500
        configmaps?dryRun=All {"metadata":{"name":"x","finalizers":["kubernetes","orphan","example.com/x"]}}
          201
        events?dryRun=All {"metadata":{"name":"x","finalizers":["foo"]},"involvedObject":{"namespace":"default"}}
          201
        configmaps {"apiVersion":"v2","kind":"ConfigMap","metadata":{"name":"x"}}
          400 BadRequest
        configmaps {"metadata":{"name":"x"},"data":{"a":1}}
          400 BadRequest
        secrets {"metadata":{"name":"x"},"type":"kubernetes.io/tls"}
          422 Invalid
          data[tls.crt]: Required value
          data[tls.key]: Required value
        secrets {"metadata":{"name":"x"},"data":{"a":"!!"}}
          400 BadRequest
        configmaps?fieldValidation=Foo {"metadata":{"name":"x"}}
          422 Invalid
          fieldValidation: Unsupported value: "Foo": supported values: "", "Ignore", "Strict", "Warn"
        configmaps?dryRun=Foo {"metadata":{"name":"x"}}
          422 Invalid
          dryRun: Unsupported value: ["Foo"]: supported values: "All"
        """);
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void create_body_isChecked(String request, String expected) throws Exception {
    String[] parts = request.split(" ", 2);

    Http.Answer answer = http.post(CORE + parts[0], parts[1]);

    Expected.assertAnswer(answer, expected);
  }

  static Stream<Arguments> otherTypes() {
    return Cases.of(
        """
        {"kind":"Foo"}
          Foo in version "v1" cannot be handled as a ConfigMap: no kind "Foo" is registered for version "v1" in scheme "pkg/runtime/scheme.go:111"
        {"apiVersion":"v2"}
          ConfigMap in version "v2" cannot be handled as a ConfigMap: no kind "ConfigMap" is registered for version "v2" in scheme "pkg/runtime/scheme.go:111"
        {"apiVersion":"apps/v1","kind":"Deployment"}
          Deployment in version "v1" cannot be handled as a ConfigMap: converting (v1.Deployment) to (core.ConfigMap): unknown conversion
        """);
  }

  @ParameterizedTest
  @MethodSource("otherTypes")
  void create_bodyOfAnotherKind_isNamed(String body, String expected) throws Exception {
    Http.Answer answer = http.post(CORE + "configmaps", body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().getString("message")).isEqualTo(expected);
  }

  @Test
  void create_namesThatAreTooLong_areMeasuredByTheirKind() throws Exception {
    String labels = "\"labels\":{\"%s\":\"%s\"}".formatted("b".repeat(64), "v".repeat(64));
    String container =
        "{\"name\":\"%s\",\"image\":\"x\",\"ports\":[{\"name\":\"%s\",\"containerPort\":1}]}"
            .formatted("c".repeat(64), "p".repeat(16));

    Http.Answer answer =
        http.post(
            CORE + "pods",
            """
            {"metadata":{"name":"%s",%s},"spec":{"containers":[%s]}}
            """
                .formatted("n".repeat(254), labels, container));

    assertThat(Expected.inShort(answer).lines().map(line -> line.replaceFirst(".*\": ", "")))
        .containsExactlyInAnyOrder(
            "422 Invalid",
            "must be no more than 253 characters",
            "name part must be no more than 63 bytes",
            "must be no more than 63 bytes",
            "must be no more than 63 characters",
            "must be no more than 15 characters");
  }

  static Stream<Arguments> wrongTypes() {
    return Cases.of(
        """
        {"replicas":"x"}
          json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32
        {"replicas":1.5}
          json: cannot unmarshal number 1.5 into Go struct field DeploymentSpec.spec.replicas of type int32
        {"template":{"spec":{"containers":{"a":1}}}}
          json: cannot unmarshal object into Go struct field PodSpec.spec.template.spec.containers of type []v1.Container
        {"template":{"spec":{"containers":[{"name":1}]}}}
          json: cannot unmarshal number into Go struct field Container.spec.template.spec.containers.name of type string
        {"template":{"metadata":{"labels":{"a":true}}}}
          json: cannot unmarshal bool into Go struct field ObjectMeta.spec.template.metadata.labels of type string
        """);
  }

  @ParameterizedTest
  @MethodSource("wrongTypes")
  void create_valueOfAnotherType_isNamed(String spec, String expected) throws Exception {
    Http.Answer answer = http.post(APPS + "deployments", object("x", "\"spec\":" + spec));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().getString("message"))
        .isEqualTo("Deployment in version \"v1\" cannot be handled as a Deployment: " + expected);
  }

  private static final String DOUBTFUL =
      """
      {"metadata":{"name":"doubtful"},"spec":{"foo":1,"replicas":1,"replicas":2,
       "selector":{"matchLabels":{"a":"b"}},"template":{"bar":2,
       "metadata":{"labels":{"a":"b"}},"spec":{"containers":[
        {"name":"c","image":"i","baz":1}]}}}}
      """;

  @Test
  void create_strict_refusesUnknownAndDuplicateFields() throws Exception {
    Http.Answer answer = http.post(APPS + "deployments?fieldValidation=Strict", DOUBTFUL);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().getString("message"))
        .startsWith("Deployment in version \"v1\" cannot be handled as a Deployment: strict")
        .contains(
            "unknown field \"spec.foo\"",
            "duplicate field \"spec.replicas\"",
            "unknown field \"spec.template.bar\"",
            "unknown field \"spec.template.spec.containers[0].baz\"");
  }

  @Test
  void create_warn_leavesUnknownFieldsOut() throws Exception {
    Http.Answer answer = http.post(APPS + "deployments?dryRun=All", DOUBTFUL);

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json().get("spec", "foo")).isNull();
    assertThat(answer.json().getLong("spec", "replicas")).isEqualTo(2);
    assertThat(answer.warnings())
        .contains(
            "299 - \"unknown field \\\"spec.foo\\\"\"",
            "299 - \"duplicate field \\\"spec.replicas\\\"\"");
  }

  @Test
  void create_ignore_isSilent() throws Exception {
    Http.Answer answer =
        http.post(APPS + "deployments?dryRun=All&fieldValidation=Ignore", DOUBTFUL);

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.warnings()).isEmpty();
  }

  @Test
  void update_podsImage_isAllowedAndNothingElse() throws Exception {
    http.post(CORE + "pods", object("fixed", "\"spec\":" + POD));

    Http.Answer image =
        http.patch(
            CORE + "pods/fixed",
            MERGE,
            "{\"spec\":{\"containers\":[{\"name\":\"a\",\"image\":\"y\"}]}}");
    Http.Answer host = http.patch(CORE + "pods/fixed", MERGE, "{\"spec\":{\"hostname\":\"h\"}}");

    assertThat(image.status()).isEqualTo(200);
    assertThat(host.status()).isEqualTo(422);
    assertThat(Expected.inShort(host)).contains("spec: Forbidden: pod updates may not change");
  }

  @Test
  void update_selectorOfADeployment_isImmutable() throws Exception {
    String template =
        "\"template\":{\"metadata\":{\"labels\":{\"a\":\"b\",\"c\":\"d\"}},\"spec\":%s}";
    String spec =
        "\"spec\":{\"selector\":{\"matchLabels\":{\"a\":\"b\"}}," + template.formatted(POD) + "}";
    http.post(APPS + "deployments", object("selected", spec));

    Http.Answer answer =
        http.patch(
            APPS + "deployments/selected",
            MERGE,
            "{\"spec\":{\"selector\":{\"matchLabels\":{\"c\":\"d\"}}}}");

    Expected.assertAnswer(
        answer,
        """
        422 Invalid
        spec.selector: Invalid value: {"matchLabels":{"a":"b","c":"d"}}: field is immutable
        """);
  }

  @Test
  void update_immutableConfigMap_isRefused() throws Exception {
    http.post(CORE + "configmaps", object("frozen", "\"immutable\":true,\"data\":{\"a\":\"1\"}"));

    Http.Answer answer = http.patch(CORE + "configmaps/frozen", MERGE, "{\"data\":{\"a\":\"2\"}}");

    Expected.assertAnswer(
        answer,
        """
        422 Invalid
        data: Forbidden: field is immutable when `immutable` is set
        """);
  }

  @Test
  void update_otherNameOrUid_isRefused() throws Exception {
    http.post(CORE + "configmaps", object("named", "\"data\":{}"));

    Http.Answer name = http.put(CORE + "configmaps/named", "{\"metadata\":{\"name\":\"other\"}}");
    Http.Answer uid =
        http.put(CORE + "configmaps/named", "{\"metadata\":{\"name\":\"named\",\"uid\":\"x\"}}");
    Http.Answer patched =
        http.patch(CORE + "configmaps/named", MERGE, "{\"metadata\":{\"uid\":\"x\"}}");

    assertThat(name.json().getString("message"))
        .isEqualTo("the name of the object (other) does not match the name on the URL (named)");
    assertThat(uid.status()).isEqualTo(409);
    assertThat(Expected.inShort(patched))
        .contains("metadata.uid: Invalid value: \"x\": field is immutable");
  }

  @Test
  void update_ofNothing_createsKindsThatAllowIt() throws Exception {
    Http.Answer lease =
        http.put(
            "/apis/coordination.k8s.io/v1/namespaces/default/leases/new",
            "{\"metadata\":{\"name\":\"new\"},\"spec\":{}}");
    Http.Answer map =
        http.put(CORE + "configmaps/nothing", "{\"metadata\":{\"name\":\"nothing\"}}");

    assertThat(lease.status()).isEqualTo(201);
    assertThat(map.status()).isEqualTo(404);
  }
}
