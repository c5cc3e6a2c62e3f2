package io.kubeweft.json;

import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.io.IOContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonFactoryBuilder;
import tools.jackson.core.json.UTF8StreamJsonParser;
import tools.jackson.core.sym.ByteQuadsCanonicalizer;

/**
 * Jackson's parser of UTF-8, which can also hand out or pass over an object as the bytes that it
 * is.
 *
 * <p>A fifth of a pod's text is {@code managedFields}. Token by token, each of its names is looked
 * up among those that the parser remembers; and since one of them has the owner's uid in it, it is
 * added to them, for which each parser copies the table first. That took a quarter of the time of a
 * watch event. Here the bytes are searched for the closing brace, and nothing is looked up.
 *
 * <p>It stands on four protected members of its superclass, and leaves the closing brace to it.
 */
final class RawValueParser extends UTF8StreamJsonParser {
  private static final int OUTSIDE = 0;
  private static final int IN_STRING = 1;
  private static final int ESCAPED = 2;

  private static final int PART = 2048;

  private static final byte[] NOTHING = {};

  private byte[] raw = NOTHING;
  private int length;

  private RawValueParser(
      ObjectReadContext readContext,
      IOContext context,
      int streamFeatures,
      int formatFeatures,
      @Nullable InputStream in,
      ByteQuadsCanonicalizer symbols,
      byte[] buffer,
      int start,
      int end,
      boolean recyclable) {
    super(
        readContext,
        context,
        streamFeatures,
        formatFeatures,
        in,
        symbols,
        buffer,
        start,
        end,
        0,
        recyclable);
  }

  /**
   * Returns the current object or array without the spaces between its tokens, and goes to its last
   * token. What is in it is not checked, but that its brackets are even.
   */
  byte[] rawStructure() {
    length = 0;
    scan(true);
    return Arrays.copyOf(raw, length);
  }

  /** Goes to the last token of the current object or array. */
  void skipStructure() {
    scan(false);
  }

  /** Of a text in memory: all of it, and other bytes around it. */
  byte[] bytes() {
    return _inputBuffer;
  }

  /** Returns where the byte after the current token is. */
  int position() {
    return _inputPtr;
  }

  /** Returns where the text ends, as far as it is there. */
  int limit() {
    return _inputEnd;
  }

  /** Goes to the last token of the current object or array, of which so many bytes are to come. */
  void goToLast(int length) {
    _inputPtr += length - 1;
    nextToken();
  }

  /** Returns how many bytes of the text are read. */
  long offset() {
    return _currInputProcessed + _inputPtr;
  }

  /** Whether this comes next, and is there already. */
  boolean isNext(byte[] bytes) {
    int end = _inputPtr + bytes.length;
    return end <= _inputEnd && Arrays.equals(_inputBuffer, _inputPtr, end, bytes, 0, bytes.length);
  }

  /** Returns the text since this {@link #offset}; null if its beginning is not there any more. */
  byte @Nullable [] textSince(long offset) {
    long begin = offset - _currInputProcessed;
    return begin < 0 ? null : Arrays.copyOfRange(_inputBuffer, (int) begin, _inputPtr);
  }

  private void scan(boolean keep) {
    if (keep) {
      ensure(1 + Math.min(_inputEnd - _inputPtr, PART));
      raw[length++] = (byte) (currentToken() == JsonToken.START_OBJECT ? '{' : '[');
    }
    int depth = 1;
    int state = OUTSIDE;
    do {
      // A text in memory is one buffer, of any length: room is made for a part of it at a time.
      int end = Math.min(_inputEnd, _inputPtr + PART);
      if (keep) {
        ensure(end - _inputPtr);
      }
      byte[] from = _inputBuffer;
      byte[] to = raw;
      int at = length;
      for (int i = _inputPtr; i < end; i++) {
        byte b = from[i];
        if (state == IN_STRING) {
          if (b == '"') {
            state = OUTSIDE;
          } else if (b == '\\') {
            state = ESCAPED;
          }
        } else if (state == ESCAPED) {
          state = IN_STRING;
        } else if (b == '"') {
          state = IN_STRING;
        } else if (b == '{' || b == '[') {
          depth++;
        } else if (b == '}' || b == ']') {
          depth--;
        } else if (b == ' ' || b == '\n' || b == '\r' || b == '\t') {
          continue;
        }
        if (keep) {
          to[at++] = b;
        }
        if (depth == 0) {
          length = at;
          goToLast(i + 1 - _inputPtr);
          return;
        }
      }
      length = at;
      _inputPtr = end;
    } while (_inputPtr < _inputEnd || _loadMore());
    // Says that the text has ended too soon.
    nextToken();
  }

  private void ensure(int more) {
    if (raw.length - length < more) {
      raw = Arrays.copyOf(raw, Math.max(2 * raw.length, length + more));
    }
  }

  /** Makes these parsers. Text must be UTF-8, as Kubernetes' is: nothing else is detected. */
  static final class Factory extends JsonFactory {
    private static final long serialVersionUID = 1L;

    private final transient ByteQuadsCanonicalizer symbols = ByteQuadsCanonicalizer.createRoot();

    Factory(JsonFactoryBuilder builder) {
      super(builder);
    }

    @Override
    protected RawValueParser _createParser(
        ObjectReadContext readContext, IOContext context, InputStream in) {
      return parser(readContext, context, in, context.allocReadIOBuffer(), 0, 0, true);
    }

    @Override
    protected RawValueParser _createParser(
        ObjectReadContext readContext, IOContext context, byte[] data, int offset, int length) {
      int end = offset + length;
      return parser(readContext, context, null, data, offset, end, false);
    }

    private RawValueParser parser(
        ObjectReadContext readContext,
        IOContext context,
        @Nullable InputStream in,
        byte[] buffer,
        int start,
        int end,
        boolean recyclable) {
      return new RawValueParser(
          readContext,
          context,
          readContext.getStreamReadFeatures(_streamReadFeatures),
          readContext.getFormatReadFeatures(_formatReadFeatures),
          in,
          symbols.makeChild(_factoryFeatures),
          buffer,
          start,
          end,
          recyclable);
    }
  }
}
