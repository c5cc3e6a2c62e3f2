package io.kubeweft.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubeweft.internal.call.FakeApi;
import io.kubeweft.json.DecodeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken for a list of nothing, and what is not. */
class ListAnswerTest {
  private static final String PATH = "GET /apis/example.com/v1/namespaces/ns/tests";

  private final FakeApi api = new FakeApi();
  private final ResourceClient<TestObject> client =
      new ResourceClient<>(api.rest(), TestObject.TYPE, "ns");

  @AfterEach
  void close() {
    api.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"message\":\"login\"}",
        "{\"kind\":\"Table\",\"rows\":[]}",
        "{\"kind\":\"Test\",\"metadata\":{\"name\":\"a\"}}"
      })
  void list_answerThatIsNoList_fails(String body) {
    api.json(PATH, body);

    assertThatThrownBy(client::list).isInstanceOf(DecodeException.class);
    assertThatThrownBy(() -> client.items().iterator().hasNext())
        .isInstanceOf(DecodeException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"kind\":\"TestList\"}", "{\"items\":[]}", "{\"items\":null}"})
  void list_answerThatIsAListOfNothing_isEmpty(String body) {
    api.json(PATH, body);

    assertThat(client.list().items()).isEmpty();
    assertThat(client.items().iterator().hasNext()).isFalse();
  }

  @Test
  void list_ofAKindThatItsDefinitionNamesOtherwise_isRead() {
    api.json(
        PATH, "{\"kind\":\"Catalogue\",\"items\":[{\"metadata\":{\"name\":\"a\"},\"value\":7}]}");

    assertThat(client.list().items()).extracting(TestObject::value).containsExactly(7);
    assertThat(client.items()).extracting(TestObject::value).containsExactly(7);
  }
}
