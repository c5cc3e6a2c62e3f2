package io.kubeweft.informer;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeweft.json.DecodeOptions;
import org.junit.jupiter.api.Test;

class InformerOptionsTest {
  @Test
  void decode_objectsKeptAsTheyAre_reusesWhatUpdatesLeave() {
    DecodeOptions decode = InformerOptions.DEFAULT.decode(true);

    assertThat(decode.reuseUnchanged()).isTrue();
    assertThat(decode.sharing())
        .isNotNull()
        .isNotSameAs(InformerOptions.DEFAULT.decode(true).sharing());
  }

  @Test
  void decode_objectsTransformed_keepsNothingThatATransformMayDrop() {
    DecodeOptions decode = InformerOptions.DEFAULT.decode(false);

    assertThat(decode.reuseUnchanged()).isFalse();
    assertThat(decode.sharing()).isNotNull();
  }

  @Test
  void decode_withoutSharing_eachObjectIsItsOwn() {
    DecodeOptions decode = InformerOptions.of(o -> o.share(false)).decode(true);

    assertThat(decode.reuseUnchanged()).isFalse();
    assertThat(decode.sharing()).isNull();
  }
}
