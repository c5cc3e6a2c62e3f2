package io.kubeweft.internal.call;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Decompresses a body. The gzip header is read with the first byte that is asked for: reading it
 * blocks, and the first event of a watch may be far away.
 */
final class LazyGzip extends InputStream {
  private static final int BUFFER = 16 * 1024;

  private final InputStream compressed;
  private @Nullable InputStream plain;

  LazyGzip(InputStream compressed) {
    this.compressed = compressed;
  }

  private InputStream plain() throws IOException {
    InputStream opened = plain;
    if (opened == null) {
      opened = new GZIPInputStream(compressed, BUFFER);
      plain = opened;
    }
    return opened;
  }

  @Override
  public int read() throws IOException {
    return plain().read();
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    return plain().read(buffer, offset, length);
  }

  @Override
  public void close() throws IOException {
    compressed.close();
  }
}
