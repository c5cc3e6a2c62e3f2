package io.kubeweft.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeweft.internal.call.FakeApi;
import org.junit.jupiter.api.Test;

class DeleteAnswerTest {
  @Test
  void delete_answerWithoutABody_isDone() {
    try (FakeApi api = new FakeApi()) {
      ResourceClient<TestObject> client = new ResourceClient<>(api.rest(), TestObject.TYPE, "ns");
      api.on("DELETE /apis/example.com/v1/namespaces/ns/tests/a", call -> FakeApi.answer(204, ""));

      DeleteResult<TestObject> result = client.delete("a");

      assertThat(result)
          .isInstanceOfSatisfying(
              DeleteResult.Done.class,
              done -> assertThat(done.status().status()).isEqualTo("Success"));
    }
  }
}
