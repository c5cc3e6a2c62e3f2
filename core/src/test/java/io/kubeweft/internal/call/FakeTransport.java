package io.kubeweft.internal.call;

import io.kubeweft.internal.time.Deadline;
import io.kubeweft.internal.transport.HttpAnswer;
import io.kubeweft.internal.transport.HttpCall;
import io.kubeweft.internal.transport.Lane;
import io.kubeweft.internal.transport.Transport;
import io.kubeweft.rest.ResponseHead;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/** Answers calls from a script, and remembers them. */
final class FakeTransport implements Transport {
  interface Step {
    HttpAnswer answer(HttpCall call) throws IOException, TimeoutException, InterruptedException;
  }

  final Deque<Step> script = new ArrayDeque<>();
  final List<HttpCall> calls = new ArrayList<>();
  final List<Lane> arrivals = new ArrayList<>();
  final List<Lane> timeouts = new ArrayList<>();
  boolean closed;

  FakeTransport then(Step step) {
    script.add(step);
    return this;
  }

  FakeTransport then(int status, String body, String... headers) {
    return then(call -> answer(status, body, headers));
  }

  FakeTransport thenFail(IOException failure) {
    return then(
        call -> {
          throw failure;
        });
  }

  static HttpAnswer answer(int status, String body, String... headers) {
    Map<String, List<String>> map = new HashMap<>();
    for (int i = 0; i < headers.length; i += 2) {
      map.put(headers[i], List.of(headers[i + 1]));
    }
    return answer(
        new ResponseHead(status, map),
        new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
  }

  /** An answer of no connection in particular. */
  static HttpAnswer answer(ResponseHead head, InputStream body) {
    return new HttpAnswer(
        head,
        body,
        new HttpAnswer.Connection() {
          @Override
          public void arrived() {}

          @Override
          public void timedOut() {}
        });
  }

  @Override
  public HttpAnswer send(HttpCall call, Lane lane, Deadline deadline)
      throws IOException, TimeoutException, InterruptedException {
    calls.add(call);
    Step step = script.poll();
    if (step == null) {
      throw new AssertionError("an unexpected call: " + call);
    }
    HttpAnswer answer = step.answer(call);
    return new HttpAnswer(answer.head(), answer.body(), new Connection(lane));
  }

  private final class Connection implements HttpAnswer.Connection {
    private final Lane lane;

    Connection(Lane lane) {
      this.lane = lane;
    }

    @Override
    public void arrived() {
      arrivals.add(lane);
    }

    @Override
    public void timedOut() {
      timeouts.add(lane);
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
