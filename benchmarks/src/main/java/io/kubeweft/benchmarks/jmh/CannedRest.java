package io.kubeweft.benchmarks.jmh;

import io.kubeweft.KubernetesException;
import io.kubeweft.rest.BodyReader;
import io.kubeweft.rest.ResponseHead;
import io.kubeweft.rest.RestClient;
import io.kubeweft.rest.RestRequest;
import io.kubeweft.rest.RestStream;
import io.kubeweft.rest.TransportException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Answers every request with the same bytes, without a network; a watch stays open after them. */
final class CannedRest implements RestClient {
  private static final ResponseHead HEAD = new ResponseHead(200, Map.of());

  private final byte[] body;

  CannedRest(byte[] body) {
    this.body = body;
  }

  @Override
  public <R> R send(RestRequest request, BodyReader<R> reader) {
    try {
      return reader.read(HEAD, new ByteArrayInputStream(body));
    } catch (IOException e) {
      throw failure(request, e);
    }
  }

  @Override
  public RestStream open(RestRequest request) {
    OpenEnded in = new OpenEnded(body);
    return RestStream.of(HEAD, in, in::close);
  }

  @Override
  public KubernetesException failure(RestRequest request, Throwable failure) {
    return new TransportException(request.toString(), false, failure);
  }

  private static final class OpenEnded extends InputStream {
    private final InputStream bytes;
    private final CountDownLatch closed = new CountDownLatch(1);

    OpenEnded(byte[] bytes) {
      this.bytes = new ByteArrayInputStream(bytes);
    }

    @Override
    public int read() throws IOException {
      byte[] single = new byte[1];
      return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      // In pieces such as a socket gives.
      int count = bytes.read(buffer, offset, Math.min(length, 16 * 1024));
      if (count < 0) {
        awaitClose();
      }
      return count;
    }

    @Override
    public int available() throws IOException {
      return bytes.available();
    }

    private void awaitClose() {
      try {
        closed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }
}
