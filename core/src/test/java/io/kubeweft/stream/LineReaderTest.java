package io.kubeweft.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineReaderTest {
  private static final String TEXT = "one\n\nzwölf 日本 \uD83D\uDE80\r\nno end";

  /** Gives a few bytes at a time, as a network may. */
  private static InputStream slowly(byte[] bytes, int atOnce) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] buffer, int offset, int length) {
        return super.read(buffer, offset, Math.min(length, atOnce));
      }
    };
  }

  private static List<String> lines(LineReader reader) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line = reader.next(); line != null; line = reader.next()) {
      lines.add(line);
    }
    return lines;
  }

  private static List<String> lines(String text, int atOnce, int maxLine) throws IOException {
    return lines(new LineReader(slowly(text.getBytes(StandardCharsets.UTF_8), atOnce), maxLine));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 1000})
  void next_splitAnywhere_givesTheSameLines(int atOnce) throws IOException {
    assertThat(lines(TEXT, atOnce, 1000))
        .containsExactly("one", "", "zwölf 日本 \uD83D\uDE80\r", "no end");
  }

  @Test
  void next_emptyStream_endsAtOnce() throws IOException {
    assertThat(lines("", 1, 100)).isEmpty();
    assertThat(lines("a\n", 1, 100)).containsExactly("a");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 1000})
  void next_lineThatIsTooLong_comesInPieces(int atOnce) throws IOException {
    assertThat(lines("0123456789\nab\n0123", atOnce, 4))
        .containsExactly("0123", "4567", "89", "ab", "0123");
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5, 6, 7})
  void next_pieces_areNotCutWithinCharacters(int maxLine) throws IOException {
    String text = "a\uD83D\uDE80ö日\uD83D\uDE80\uD83D\uDE80x";

    List<String> pieces = lines(text, 1, maxLine);

    assertThat(String.join("", pieces)).isEqualTo(text);
    assertThat(pieces).allSatisfy(p -> assertThat(p.length()).isPositive());
  }

  @Test
  void next_bytesThatAreNoCharacters_areReplacedAndBounded() throws IOException {
    byte[] garbage = new byte[11];
    java.util.Arrays.fill(garbage, (byte) 0x80);

    List<String> pieces = lines(new LineReader(slowly(garbage, 3), 4));

    assertThat(pieces).hasSize(3).allSatisfy(p -> assertThat(p).matches("\uFFFD+"));
  }

  @Test
  void next_longLines_growTheBuffer() throws IOException {
    String line = "x".repeat(100_000);

    assertThat(lines(line + "\n" + line + "\nend", 4096, LogStream.MAX_LINE))
        .containsExactly(line, line, "end");
  }

  @Test
  void next_streamThatBreaks_givesWhatCameBefore() throws IOException {
    InputStream broken =
        new InputStream() {
          private int at;

          @Override
          public int read() throws IOException {
            if (at == 3) {
              throw new IOException("reset");
            }
            return "a\nb".charAt(at++);
          }

          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            buffer[offset] = (byte) read();
            return 1;
          }
        };
    LineReader reader = new LineReader(broken, 100);

    assertThat(reader.next()).isEqualTo("a");
    assertThat(reader.next()).isEqualTo("b");
    assertThat(catchThrowableOfType(IOException.class, reader::next)).hasMessage("reset");
    assertThat(catchThrowableOfType(IOException.class, reader::next)).hasMessage("reset");
  }
}
