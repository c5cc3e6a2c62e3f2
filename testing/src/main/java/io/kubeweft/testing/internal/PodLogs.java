package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the containers of pods have written, as a test says: nothing runs in them. */
final class PodLogs {
  /** A line with its newline; the last one may still have none. */
  private record Line(Instant time, String text) {}

  private record Key(String namespace, String pod, String container) {}

  private static final class Log {
    final List<Line> lines = new ArrayList<>();
    boolean ended;
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<Key, Log> logs = new HashMap<>();
  private final Supplier<Instant> now;
  private boolean closed;

  PodLogs(Supplier<Instant> now) {
    this.now = now;
  }

  /** Adds to a log, whether the pod is there or not. */
  void append(String namespace, String pod, String container, String text) {
    lock.lock();
    try {
      List<Line> lines = log(new Key(namespace, pod, container)).lines;
      Instant time = now.get();
      for (String part : text.splitWithDelimiters("\n", 0)) {
        Line last = lines.isEmpty() ? null : lines.getLast();
        if (last != null && !last.text.endsWith("\n")) {
          lines.set(lines.size() - 1, new Line(last.time, last.text + part));
        } else if (!part.isEmpty()) {
          lines.add(new Line(time, part));
        }
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Ends a log, as the end of its container does. */
  void end(String namespace, String pod, String container) {
    lock.lock();
    try {
      log(new Key(namespace, pod, container)).ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Ends all connections; or lets new ones in. */
  void setClosed(boolean value) {
    lock.lock();
    try {
      closed = value;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private Log log(Key key) {
    return logs.computeIfAbsent(key, unused -> new Log());
  }

  /** Answers a request for the log of a pod. */
  void serve(Target target, ApiCall call, JsonObject pod, Reply reply) throws IOException {
    String container = Containers.named(target, call, pod);
    if (call.flag("previous")) {
      throw ApiFailure.badRequest(
          "previous terminated container \"%s\" in pod \"%s\" not found"
              .formatted(container, target.objectName()));
    }
    Long limit = call.number("limitBytes");
    Key key = new Key(target.namespaceOrEmpty(), target.objectName(), container);
    Reading reading = new Reading(key, call);
    try (OutputStream out = reply.stream("text/plain")) {
      out.flush();
      long left = limit == null ? Long.MAX_VALUE : limit;
      for (String text = reading.next(); text != null; text = reading.next()) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.write(bytes, 0, (int) Math.min(left, bytes.length));
        out.flush();
        left -= bytes.length;
        if (left <= 0) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Instant since(ApiCall call) {
    Long seconds = call.number("sinceSeconds");
    if (seconds != null) {
      return now.get().minusSeconds(seconds);
    }
    try {
      String time = call.parameter("sinceTime");
      return time.isEmpty() ? Instant.MIN : Instant.parse(time);
    } catch (DateTimeException e) {
      throw ApiFailure.badRequest("sinceTime: " + e.getMessage());
    }
  }

  /** One answer: what there is and, if it follows, what comes. */
  private final class Reading {
    private final Log log;
    private final boolean follow;
    private final boolean timestamps;

    /** What was sent: whole lines, and how much of the next one. */
    private int line;

    private int sent;

    Reading(Key key, ApiCall call) {
      this.follow = call.flag("follow");
      this.timestamps = call.flag("timestamps");
      Instant since = since(call);
      Long tail = call.number("tailLines");
      lock.lock();
      try {
        this.log = log(key);
        int all = log.lines.size();
        int from = tail == null ? 0 : (int) Math.max(0, all - tail);
        while (from < all && log.lines.get(from).time.isBefore(since)) {
          from++;
        }
        this.line = from;
      } finally {
        lock.unlock();
      }
    }

    /** The next part of the text; null at its end. */
    @Nullable String next() throws InterruptedException {
      lock.lockInterruptibly();
      try {
        String text = pending();
        while (text.isEmpty() && follow && !log.ended && !closed) {
          changed.await();
          text = pending();
        }
        return text.isEmpty() ? null : text;
      } finally {
        lock.unlock();
      }
    }

    private String pending() {
      StringBuilder text = new StringBuilder();
      while (line < log.lines.size()) {
        Line next = log.lines.get(line);
        if (sent == 0 && timestamps) {
          text.append(next.time).append(' ');
        }
        text.append(next.text, sent, next.text.length());
        sent = next.text.length();
        if (!next.text.endsWith("\n")) {
          break;
        }
        line++;
        sent = 0;
      }
      return text.toString();
    }
  }
}
