package io.kubeweft.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameReaderTest {
  private static final String TEXT = "{\"a\":\"é€😀\"}\n\n  \r\n{\"b\":\"\\n\"}\n[1]\n";

  private static List<String> frames(InputStream in) throws IOException {
    FrameReader reader = new FrameReader(in);
    List<String> frames = new ArrayList<>();
    while (reader.next()) {
      frames.add(
          new String(reader.buffer(), reader.offset(), reader.length(), StandardCharsets.UTF_8));
    }
    return frames;
  }

  private static InputStream pieces(byte[] bytes, int... cuts) {
    List<InputStream> parts = new ArrayList<>();
    int from = 0;
    for (int cut : cuts) {
      parts.add(new ByteArrayInputStream(Arrays.copyOfRange(bytes, from, cut)));
      from = cut;
    }
    parts.add(new ByteArrayInputStream(Arrays.copyOfRange(bytes, from, bytes.length)));
    return new SequenceInputStream(Collections.enumeration(parts));
  }

  @Test
  void next_splitAtEveryByte_framesAreTheSame() throws IOException {
    byte[] bytes = TEXT.getBytes(StandardCharsets.UTF_8);

    for (int cut = 0; cut <= bytes.length; cut++) {
      assertThat(frames(pieces(bytes, cut)))
          .containsExactly("{\"a\":\"é€😀\"}", "{\"b\":\"\\n\"}", "[1]");
    }
  }

  @Test
  void next_framesLargerThanTheBuffer_areWhole() throws IOException {
    String large = "\"" + "é".repeat(100_000) + "\"";
    byte[] bytes = (large + "\n1\n" + large + "\n2\n").getBytes(StandardCharsets.UTF_8);

    assertThat(frames(new ByteArrayInputStream(bytes))).containsExactly(large, "1", large, "2");
  }

  @Test
  void next_manySmallFrames_areAllThere() throws IOException {
    StringBuilder text = new StringBuilder();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      expected.add("{\"n\":" + i + "}");
      text.append(expected.get(i)).append('\n');
    }

    assertThat(frames(new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8))))
        .isEqualTo(expected);
  }

  @Test
  void next_streamEndsWithinAFrame_isAnError() throws IOException {
    FrameReader reader =
        new FrameReader(new ByteArrayInputStream("1\n{\"a\":".getBytes(StandardCharsets.UTF_8)));

    assertThat(reader.next()).isTrue();
    assertThatThrownBy(reader::next).isInstanceOf(EOFException.class);
  }

  @Test
  void next_emptyStream_isTheEnd() throws IOException {
    assertThat(frames(new ByteArrayInputStream(new byte[0]))).isEmpty();
    assertThat(frames(new ByteArrayInputStream(new byte[] {'\n', ' ', '\n'}))).isEmpty();
  }
}
