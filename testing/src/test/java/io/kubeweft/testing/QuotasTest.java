package io.kubeweft.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeweft.json.Json;
import io.kubeweft.json.JsonObject;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Quotas and their status; as kube-apiserver 1.36 and its controller manager answered. */
class QuotasTest {
  private static final String CORE = "/api/v1/namespaces/default/";

  @AutoClose private final Http http = Http.toNewServer();

  private void limit(String hard) throws IOException, InterruptedException {
    Http.Answer answer =
        http.post(
            CORE + "resourcequotas",
            "{\"metadata\":{\"name\":\"q\"},\"spec\":{\"hard\":" + hard + "}}");
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
  }

  private Http.Answer create(String plural, String name, String members)
      throws IOException, InterruptedException {
    return http.post(CORE + plural, "{\"metadata\":{\"name\":\"" + name + "\"}" + members + "}");
  }

  private static String pod(String resources) {
    return ",\"spec\":{\"containers\":[{\"name\":\"a\",\"image\":\"x\",\"resources\":"
        + resources
        + "}]}";
  }

  private static String service(String type) {
    return ",\"spec\":{\"type\":\"" + type + "\",\"ports\":[{\"port\":80}]}";
  }

  private JsonObject used() throws IOException, InterruptedException {
    return http.get(CORE + "resourcequotas/q").json().getObject("status", "used");
  }

  @Test
  void create_overTheCount_isForbidden() throws Exception {
    limit("{\"pods\":\"1\",\"configmaps\":\"10\"}");

    Http.Answer first = create("pods", "a", pod("{}"));
    Http.Answer second = create("pods", "b", pod("{}"));

    assertThat(first.status()).isEqualTo(201);
    assertThat(second.json())
        .isEqualTo(
            Json.parse(
                """
                {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure",
                 "message":"pods \\"b\\" is forbidden: exceeded quota: q, requested: pods=1, used: pods=1, limited: pods=1",
                 "reason":"Forbidden","details":{"name":"b","kind":"pods"},"code":403}
                """));
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of(
            "{\"cpu\":\"1\",\"limits.memory\":\"1Gi\"}",
            "pods",
            pod("{\"requests\":{\"cpu\":\"1500m\"},\"limits\":{\"memory\":\"2Gi\"}}"),
            "exceeded quota: q, requested: cpu=1500m,limits.memory=2Gi, used:"
                + " cpu=0,limits.memory=0, limited: cpu=1,limits.memory=1Gi"),
        Arguments.of(
            "{\"requests.cpu\":\"1\",\"limits.memory\":\"1Gi\"}",
            "pods",
            pod("{}"),
            "failed quota: q: must specify limits.memory for: a; requests.cpu for: a"),
        Arguments.of(
            "{\"services.nodeports\":\"0\"}",
            "services",
            service("NodePort"),
            "exceeded quota: q, requested: services.nodeports=1, used: services.nodeports=0,"
                + " limited: services.nodeports=0"),
        Arguments.of(
            "{\"services.loadbalancers\":\"0\"}",
            "services",
            service("LoadBalancer"),
            "exceeded quota: q, requested: services.loadbalancers=1, used:"
                + " services.loadbalancers=0, limited: services.loadbalancers=0"),
        Arguments.of(
            "{\"resourcequotas\":\"1\"}",
            "resourcequotas",
            "",
            "exceeded quota: q, requested: resourcequotas=1, used: resourcequotas=1, limited:"
                + " resourcequotas=1"),
        Arguments.of(
            "{\"count/secrets\":\"0\"}",
            "secrets",
            "",
            "exceeded quota: q, requested: count/secrets=1, used: count/secrets=0, limited:"
                + " count/secrets=0"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void create_overTheQuota_isForbidden(String hard, String plural, String members, String problem)
      throws Exception {
    limit(hard);

    Http.Answer answer = create(plural, "x", members);

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.json().getString("message"))
        .isEqualTo(plural + " \"x\" is forbidden: " + problem);
  }

  @Test
  void create_onTrial_isCheckedButNotCounted() throws Exception {
    limit("{\"count/configmaps\":\"1\"}");

    int onTrial =
        http.post(CORE + "configmaps?dryRun=All", "{\"metadata\":{\"name\":\"a\"}}").status();
    int created = create("configmaps", "a", "").status();
    int tooMany =
        http.post(CORE + "configmaps?dryRun=All", "{\"metadata\":{\"name\":\"b\"}}").status();

    assertThat(onTrial).isEqualTo(201);
    assertThat(created).isEqualTo(201);
    assertThat(tooMany).isEqualTo(403);
  }

  @Test
  void create_byApply_isForbidden() throws Exception {
    limit("{\"count/deployments.apps\":\"0\",\"count/configmaps\":\"0\"}");

    Http.Answer answer =
        http.patch(
            CORE + "configmaps/c?fieldManager=m",
            "application/apply-patch+yaml",
            "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"c\"}}");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.json().getString("message")).contains("requested: count/configmaps=1");
  }

  @Test
  void update_thatNeedsMore_isForbidden() throws Exception {
    limit("{\"services\":\"1\",\"services.nodeports\":\"0\"}");
    create("services", "s", service("ClusterIP"));

    Http.Answer label =
        http.patch(
            CORE + "services/s",
            "application/merge-patch+json",
            "{\"metadata\":{\"labels\":{\"a\":\"b\"}}}");
    Http.Answer type =
        http.patch(
            CORE + "services/s",
            "application/merge-patch+json",
            "{\"spec\":{\"type\":\"NodePort\"}}");

    assertThat(label.status()).isEqualTo(200);
    assertThat(type.status()).isEqualTo(403);
  }

  @Test
  void update_thatNeedsLess_isAllowedOverTheQuota() throws Exception {
    create("services", "s", service("NodePort"));
    http.patch(
        CORE + "services/s",
        "application/merge-patch+json",
        "{\"spec\":{\"ports\":[%s,%s,%s]}}"
            .formatted(
                "{\"name\":\"a\",\"port\":80}",
                "{\"name\":\"b\",\"port\":81}",
                "{\"name\":\"c\",\"port\":82}"));
    limit("{\"services.nodeports\":\"1\"}");

    Http.Answer answer =
        http.patch(
            CORE + "services/s",
            "application/merge-patch+json",
            "{\"spec\":{\"ports\":[%s,%s]}}"
                .formatted("{\"name\":\"a\",\"port\":80}", "{\"name\":\"b\",\"port\":81}"));

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(used().getString("services.nodeports")).isEqualTo("2");
  }

  @Test
  void update_ofAPod_needNotSayWhatItUses() throws Exception {
    create("pods", "p", pod("{}"));
    limit("{\"cpu\":\"1\"}");

    Http.Answer answer =
        http.patch(
            CORE + "pods/p",
            "application/merge-patch+json",
            "{\"metadata\":{\"labels\":{\"a\":\"b\"}}}");

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  @Test
  void create_ofAPodThatSaysWhatItUses_needsNoContainerThatDoes() throws Exception {
    limit("{\"requests.cpu\":\"3\",\"limits.cpu\":\"4\",\"memory\":\"1Gi\"}");

    Http.Answer answer =
        create(
            "pods",
            "p",
            """
            ,"spec":{
              "resources":{"requests":{"cpu":"1","memory":"1Mi"},"limits":{"cpu":"2"}},
              "containers":[{"name":"a","image":"x"}]}
            """);

    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    assertThat(used())
        .isEqualTo(Json.parse("{\"limits.cpu\":\"2\",\"memory\":\"1Mi\",\"requests.cpu\":\"1\"}"));
  }

  @Test
  void status_followsWhatThereIs() throws Exception {
    create("configmaps", "before", "");
    limit("{\"configmaps\":\"5\",\"pods\":\"5\",\"requests.cpu\":\"2\",\"memory\":\"4Gi\"}");
    JsonObject empty = used();
    create("pods", "p", pod("{\"requests\":{\"cpu\":\"0.5\"},\"limits\":{\"memory\":\"1Gi\"}}"));
    create("pods", "r", pod("{\"requests\":{\"cpu\":\"250m\",\"memory\":\"512Mi\"}}"));
    JsonObject busy = used();
    http.patch(
        CORE + "pods/r/status",
        "application/merge-patch+json",
        "{\"status\":{\"phase\":\"Succeeded\"}}");
    JsonObject ended = used();
    http.delete(CORE + "pods/p?gracePeriodSeconds=0");
    http.delete(CORE + "configmaps/before");

    assertThat(empty)
        .isEqualTo(
            Json.parse(
                "{\"configmaps\":\"1\",\"memory\":\"0\",\"pods\":\"0\",\"requests.cpu\":\"0\"}"));
    assertThat(busy)
        .isEqualTo(
            Json.parse(
                "{\"configmaps\":\"1\",\"memory\":\"1536Mi\",\"pods\":\"2\","
                    + "\"requests.cpu\":\"750m\"}"));
    assertThat(ended)
        .isEqualTo(
            Json.parse(
                "{\"configmaps\":\"1\",\"memory\":\"1Gi\",\"pods\":\"1\","
                    + "\"requests.cpu\":\"500m\"}"));
    assertThat(used())
        .isEqualTo(
            Json.parse(
                "{\"configmaps\":\"0\",\"memory\":\"0\",\"pods\":\"0\",\"requests.cpu\":\"0\"}"));
  }

  @Test
  void status_hard_followsTheSpec() throws Exception {
    limit("{\"pods\":\"1\"}");

    http.patch(
        CORE + "resourcequotas/q",
        "application/merge-patch+json",
        "{\"spec\":{\"hard\":{\"pods\":\"2\"}}}");

    assertThat(http.get(CORE + "resourcequotas/q").json().getObject("status"))
        .isEqualTo(Json.parse("{\"hard\":{\"pods\":\"2\"},\"used\":{\"pods\":\"0\"}}"));
  }

  @Test
  void containersThatRunOneAfterAnother_needWhatTheLargestNeeds() throws Exception {
    limit("{\"requests.cpu\":\"3\"}");
    String containers =
        """
        ,"spec":{
          "initContainers":[
            {"name":"beside","image":"x","restartPolicy":"Always",
             "resources":{"requests":{"cpu":"500m"}}},
            {"name":"first","image":"x","resources":{"requests":{"cpu":"2"}}}],
          "containers":[
            {"name":"a","image":"x","resources":{"requests":{"cpu":"1"}}},
            {"name":"b","image":"x","resources":{"requests":{"cpu":"200m"}}}]}
        """;

    Http.Answer answer = create("pods", "p", containers);

    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    assertThat(used().getString("requests.cpu")).isEqualTo("2500m");
  }
}
