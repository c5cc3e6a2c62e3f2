package io.kubeweft.internal.transport;

import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Bodies of answers, the small ones whole.
 *
 * <p>With a stream the caller is woken for the head of an answer and again for its body. Most
 * answers are small: they are collected by the thread that receives them, and the caller is woken
 * once. A body that turns out larger goes on as a stream.
 */
final class SmallBodies implements BodySubscriber<InputStream> {
  /** Answers of one object are smaller as a rule; lists are larger. */
  static final int LARGEST = 64 * 1024;

  private static final long UNKNOWN = -1;

  /**
   * Bodies are streams, or bytes if their length is known and small: what the JDK does fastest.
   *
   * @param onHead is told that an answer has begun
   */
  record Handler(Runnable onHead) implements BodyHandler<Object> {
    @Override
    public BodySubscriber<Object> apply(HttpResponse.ResponseInfo head) {
      onHead.run();
      long length = head.headers().firstValueAsLong("Content-Length").orElse(UNKNOWN);
      if (length > LARGEST) {
        return objects(new StreamedBody());
      }
      return objects(length == UNKNOWN ? new SmallBodies() : BodySubscribers.ofByteArray());
    }
  }

  @SuppressWarnings("unchecked") // a subscriber only produces its body
  static BodySubscriber<Object> objects(BodySubscriber<?> subscriber) {
    return (BodySubscriber<Object>) subscriber;
  }

  /** The body that a {@link Handler} has made, as a stream. */
  static InputStream stream(Object body) {
    return body instanceof byte[] bytes ? new WholeBody(bytes) : (InputStream) body;
  }

  private final CompletableFuture<InputStream> body = new CompletableFuture<>();

  // What follows is touched by one signal of the flow after the other, never by two at once.
  private final List<ByteBuffer> collected = new ArrayList<>(2);
  private int size;
  private Flow.@Nullable Subscription subscription;
  private @Nullable StreamedBody stream;

  @Override
  public CompletionStage<InputStream> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    given.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    if (stream != null) {
      stream.onNext(buffers);
      return;
    }
    for (ByteBuffer buffer : buffers) {
      collected.add(buffer);
      size += buffer.remaining();
    }
    Flow.Subscription source = subscription;
    if (source == null) {
      throw new IllegalStateException("a body before its subscription");
    }
    if (size <= LARGEST) {
      source.request(1);
    } else {
      turnIntoStream(source);
    }
  }

  /** What is collected comes first: who reads the stream gets it after this. */
  private void turnIntoStream(Flow.Subscription source) {
    StreamedBody large = new StreamedBody();
    large.onNext(List.copyOf(collected));
    collected.clear();
    stream = large;
    large.onSubscribe(source);
    body.complete(large);
  }

  @Override
  public void onError(Throwable failure) {
    if (stream == null) {
      body.completeExceptionally(failure);
    } else {
      stream.onError(failure);
    }
  }

  @Override
  public void onComplete() {
    if (stream == null) {
      body.complete(new WholeBody(joined()));
    } else {
      stream.onComplete();
    }
  }

  private byte[] joined() {
    byte[] bytes = new byte[size];
    int at = 0;
    for (ByteBuffer buffer : collected) {
      int length = buffer.remaining();
      buffer.get(bytes, at, length);
      at += length;
    }
    return bytes;
  }
}
