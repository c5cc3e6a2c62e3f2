package io.kubeweft.informer;

import io.kubeweft.KubernetesException;
import io.kubeweft.rest.BodyReader;
import io.kubeweft.rest.CancelledException;
import io.kubeweft.rest.ResponseHead;
import io.kubeweft.rest.RestClient;
import io.kubeweft.rest.RestRequest;
import io.kubeweft.rest.RestStream;
import io.kubeweft.rest.TransportException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/**
 * A server that answers the first request with the first answer of its script, and so on, and a
 * clock that moves only while a reflector waits. What comes after the script ends the test.
 */
final class ScriptedServer implements RestClient, Seams {
  /** A request and when it came, from the beginning. */
  record Asked(Map<String, String> query, Duration at, Duration idleTimeout) {
    boolean isWatch() {
      return query.containsKey("watch");
    }

    String version() {
      return query.get("resourceVersion");
    }
  }

  /** What is answered: a failure at once, or texts and pauses and then an end. */
  record Answer(List<Object> parts, Object end) {
    Answer breaks() {
      return new Answer(parts, new IOException("connection reset"));
    }
  }

  private static final Object END = new Object();
  private static final Object STAYS_OPEN = new Object();

  final List<Asked> asked = new ArrayList<>();
  private final Queue<Answer> script = new ArrayDeque<>();
  private final PriorityQueue<Later> agenda = new PriorityQueue<>();
  private final Runnable afterwards;
  private final long start = Duration.ofDays(1).toNanos();
  private long now = start;
  double random;

  private record Later(long at, FutureTask<?> task) implements Comparable<Later> {
    @Override
    public int compareTo(Later other) {
      return Long.compare(at, other.at);
    }
  }

  /** Creates a server; afterwards the reflector is to be closed. */
  ScriptedServer(Runnable afterwards) {
    this.afterwards = afterwards;
  }

  /** Texts, and durations of silence between them; ends in good order. */
  static Answer says(Object... parts) {
    return new Answer(List.of(parts), END);
  }

  static Answer fails(RuntimeException failure) {
    return new Answer(List.of(), failure);
  }

  /** Texts, and then nothing more until the reflector closes it, which ends the test. */
  static Answer saysAndStaysOpen(Object... parts) {
    return new Answer(List.of(parts), STAYS_OPEN);
  }

  void script(Answer... answers) {
    script.addAll(List.of(answers));
  }

  /** Timers that nobody has cancelled. */
  long timers() {
    return agenda.stream().filter(later -> !later.task.isDone()).count();
  }

  private void pass(long nanos) {
    long end = now + nanos;
    while (!agenda.isEmpty() && agenda.peek().at <= end) {
      Later next = agenda.remove();
      now = Math.max(now, next.at);
      next.task.run();
    }
    now = Math.max(now, end);
  }

  @Override
  public RestStream open(RestRequest request) {
    Map<String, String> query = new TreeMap<>();
    request.query().forEach(p -> query.put(p.name(), p.value()));
    asked.add(new Asked(query, Duration.ofNanos(now - start), request.idleTimeout()));
    if (Thread.currentThread().isInterrupted()) {
      throw new CancelledException("interrupted", null);
    }
    Answer answer = script.poll();
    if (answer == null) {
      afterwards.run();
      throw new TransportException("the script is over", false, null);
    }
    if (answer.end instanceof RuntimeException failure) {
      throw failure;
    }
    Body body = new Body(answer);
    return RestStream.of(new ResponseHead(200, Map.of()), body, () -> body.closed = true);
  }

  private final class Body extends InputStream {
    private final Queue<Object> parts;
    private final Object end;
    private InputStream text = InputStream.nullInputStream();
    private boolean closed;

    Body(Answer answer) {
      this.parts = new ArrayDeque<>(answer.parts);
      this.end = answer.end;
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      while (true) {
        if (closed) {
          throw new IOException("closed");
        }
        int count = text.read(buffer, offset, length);
        if (count > 0) {
          return count;
        }
        switch (parts.poll()) {
          case String part ->
              text = new ByteArrayInputStream(part.getBytes(StandardCharsets.UTF_8));
          case Duration silence -> pass(silence.toNanos());
          case null -> {
            if (end == END) {
              return -1;
            } else if (end == STAYS_OPEN) {
              afterwards.run();
            } else {
              throw (IOException) end;
            }
          }
          case Object other -> throw new AssertionError(other);
        }
      }
    }
  }

  @Override
  public <R> R send(RestRequest request, BodyReader<R> reader) {
    throw new UnsupportedOperationException("a reflector reads streams");
  }

  @Override
  public KubernetesException failure(RestRequest request, Throwable failure) {
    return new TransportException(request + ": " + failure.getMessage(), false, failure);
  }

  @Override
  public long nanoTime() {
    return now;
  }

  @Override
  public Instant now() {
    return Instant.ofEpochSecond(0, now);
  }

  @Override
  public double random() {
    return random;
  }

  @Override
  public boolean pause(CountDownLatch until, Duration time) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    pass(time.toNanos());
    return until.getCount() == 0;
  }

  @Override
  public Future<?> later(Duration delay, Runnable task) {
    FutureTask<Boolean> future = new FutureTask<>(task, true);
    agenda.add(new Later(now + delay.toNanos(), future));
    return future;
  }
}
