package io.kubeweft.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Bodies whose length nobody says before they come. */
class SmallBodiesTest {
  private static final int PIECE = 16 * 1024;

  private final SmallBodies bodies = new SmallBodies();
  private final CountingSource source = new CountingSource();
  private final CompletableFuture<InputStream> body = bodies.getBody().toCompletableFuture();

  private static List<ByteBuffer> piece(int number) {
    byte[] bytes = new byte[PIECE];
    Arrays.fill(bytes, (byte) number);
    return List.of(ByteBuffer.wrap(bytes));
  }

  @Test
  void smallBody_isWholeWhenItIsThere() throws IOException {
    bodies.onSubscribe(source);
    for (int i = 1; i <= 4; i++) {
      bodies.onNext(piece(i));
    }
    assertThat(body).isNotDone();
    bodies.onComplete();

    assertThat(body.join()).isInstanceOf(WholeBody.class);
    assertThat(body.join().readAllBytes()).hasSize(4 * PIECE).startsWith(1).endsWith(4);
  }

  @Test
  void largeBody_goesOnAsAStreamThatLetsAsMuchArriveAheadAsAnyOther() throws IOException {
    bodies.onSubscribe(source);
    for (int i = 1; i <= 5; i++) {
      assertThat(source.requested).hasValue(i);
      bodies.onNext(piece(i));
    }

    assertThat(body.join()).isInstanceOf(StreamedBody.class);
    // What is collected is one of those that may be ahead.
    assertThat(source.requested).hasValue(5 + StreamedBody.AHEAD - 1);
    bodies.onNext(piece(6));
    bodies.onComplete();
    byte[] all = body.join().readAllBytes();
    assertThat(all).hasSize(6 * PIECE);
    for (int i = 1; i <= 6; i++) {
      assertThat(all[(i - 1) * PIECE]).isEqualTo((byte) i);
    }
  }
}
