package io.kubeweft.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeweft.internal.call.FakeApi;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchTimeoutTest {
  private static final String PATH = "GET /apis/example.com/v1/namespaces/ns/tests";

  /**
   * Of a server that is told 0 nobody knows when it ends a watch, nor how long it may be silent.
   */
  @ParameterizedTest
  @CsvSource({"0, timeoutSeconds=[3-6]\\d\\d", "7, timeoutSeconds=7"})
  void watch_timeoutOfZero_isRandom(int seconds, String sent) {
    try (FakeApi api = new FakeApi()) {
      ResourceClient<TestObject> client = new ResourceClient<>(api.rest(), TestObject.TYPE, "ns");
      api.on(PATH, call -> FakeApi.answer(200, ""));

      client.watch(o -> o.resourceVersion("1").timeoutSeconds(seconds)).close();

      assertThat(api.requests().getFirst()).matches(".*[?&]" + sent + "(&.*)?");
    }
  }
}
