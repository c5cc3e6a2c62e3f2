package io.kubeweft.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How values of built-in kinds are read and written; as by kube-apiserver 1.36. */
class ValuesTest {
  @AutoClose private static final Http http = Http.toNewServer();

  private static Http.Answer create(String path, String members)
      throws IOException, InterruptedException {
    return http.post(
        "/" + path + "?dryRun=All", "{\"metadata\":{\"name\":\"read\"}," + members + "}");
  }

  static Stream<Arguments> values() {
    return Cases.of(
        """
        api/v1/namespaces/default/configmaps "data":{"a":null,"b":"c"}
          data: {"a":"","b":"c"}
        api/v1/namespaces/default/configmaps "data":null,"immutable":null
          data: null
          immutable: null
        api/v1/namespaces/default/pods "spec":{"containers":[{"name":"c","image":"i","args":[null,"x"],"env":null,"resources":{"limits":{"cpu":"1000m","memory":"1024Mi"},"requests":{"cpu":0.5,"memory":null}}}]}
          spec.containers.0.args: ["","x"]
          spec.containers.0.env: null
          spec.containers.0.resources.limits: {"cpu":"1","memory":"1Gi"}
          spec.containers.0.resources.requests: {"cpu":"500m","memory":"0"}
        api/v1/namespaces/default/resourcequotas "spec":{"hard":{"pods":5,"cpu":"1.5","limits.memory":"1e3"}}
          spec.hard: {"cpu":"1500m","limits.memory":"1e3","pods":"5"}
        apis/coordination.k8s.io/v1/namespaces/default/leases "spec":{"renewTime":"2026-01-01T01:00:00.123456+01:00"}
          spec.renewTime: "2026-01-01T00:00:00.123456Z"
        api/v1/namespaces/default/events "involvedObject":{"namespace":"default"},"firstTimestamp":"2026-01-01T01:00:00.5+01:00"
          firstTimestamp: "2026-01-01T00:00:00Z"
        """);
  }

  @ParameterizedTest
  @MethodSource("values")
  void create_value_isWrittenAsGoWritesIt(String request, String expected) throws Exception {
    String[] parts = request.split(" ", 2);

    Http.Answer answer = create(parts[0], parts[1]);

    assertThat(answer.status()).describedAs(answer.text()).isEqualTo(201);
    Expected.assertValues(answer.json(), expected);
  }

  static Stream<Arguments> badTimes() {
    return Cases.of(
        """
        2026-01-01T00:00:00Z
          parsing time "2026-01-01T00:00:00Z" as "2006-01-02T15:04:05.000000Z07:00": cannot parse "Z" as ".000000"
        2026-01-01T00:00:00.123Z
          parsing time "2026-01-01T00:00:00.123Z" as "2006-01-02T15:04:05.000000Z07:00": cannot parse ".123Z" as ".000000"
        2026-01-01
          parsing time "2026-01-01" as "2006-01-02T15:04:05.000000Z07:00": cannot parse "" as "T"
        soon
          parsing time "soon" as "2006-01-02T15:04:05.000000Z07:00": cannot parse "soon" as "2006"
        """);
  }

  @ParameterizedTest
  @MethodSource("badTimes")
  void create_microTimeWithoutSixDigits_isRefused(String time, String expected) throws Exception {
    Http.Answer answer =
        create(
            "apis/coordination.k8s.io/v1/namespaces/default/leases",
            "\"spec\":{\"renewTime\":\"" + time + "\"}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().getString("message"))
        .isEqualTo("Lease in version \"v1\" cannot be handled as a Lease: " + expected);
  }
}
