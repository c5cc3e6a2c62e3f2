package io.kubeweft.informer;

import io.kubeweft.KubernetesException;
import io.kubeweft.rest.ApiException;
import io.kubeweft.rest.BodyReader;
import io.kubeweft.rest.ResponseHead;
import io.kubeweft.rest.RestClient;
import io.kubeweft.rest.RestRequest;
import io.kubeweft.rest.RestStream;
import io.kubeweft.rest.TransportException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/**
 * An API server with its writers, its faults and its clock, all of which move only while a
 * reflector waits: inside its reads and its pauses, on its thread. So a seed decides what happens.
 *
 * <p>For a number of moves everything goes wrong that can. Then the server is well; when the
 * reflector waits for news and has been told all there are, {@link #caughtUp} is completed.
 */
final class SimulatedServer implements RestClient, Seams {
  private static final int KEYS = 12;
  private static final Duration SLACK = Duration.ofMinutes(20);

  private final Random random;
  private final boolean knowsWatchList;
  private final boolean marks;
  private final SimulatedFaults faults;

  final CompletableFuture<Boolean> caughtUp = new CompletableFuture<>();
  final List<String> history = new ArrayList<>();

  /** When each list (its first page) and each watch was asked for; not single objects. */
  final List<Long> requests = new ArrayList<>();

  private final PriorityQueue<Later> agenda = new PriorityQueue<>();
  private final TreeMap<String, SimulatedObject> objects = new TreeMap<>();
  private final List<SimulatedObject> log = new ArrayList<>();
  private final List<SimulatedWatch> watches = new ArrayList<>();

  /** Keys of objects of which a change was sent in a form that nobody can read. */
  private final TreeSet<String> garbled = new TreeSet<>();

  /** What there was before the log begins. */
  private final TreeMap<String, SimulatedObject> initial = new TreeMap<>();

  private long now = Duration.ofDays(1).toNanos();
  private long version = 100;
  private long compacted = 50;
  private long uids;
  private int movesLeft;
  private long wellSince;

  private record Later(long at, FutureTask<?> task) implements Comparable<Later> {
    @Override
    public int compareTo(Later other) {
      return Long.compare(at, other.at);
    }
  }

  SimulatedServer(long seed, int moves) {
    this.random = new Random(seed);
    this.movesLeft = moves;
    this.knowsWatchList = random.nextInt(4) > 0;
    this.marks = random.nextInt(8) > 0;
    this.faults = new SimulatedFaults(random);
    for (int i = 0; i < KEYS / 2; i++) {
      write("o" + i);
    }
    initial.putAll(objects);
    log.clear();
    compacted = version;
  }

  // ---- what the test looks at

  Map<ObjectKey, String> versions() {
    Map<ObjectKey, String> versions = new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
    objects.forEach(
        (name, object) ->
            versions.put(new ObjectKey("default", name), Long.toString(object.version())));
    return versions;
  }

  boolean isWell() {
    return movesLeft <= 0;
  }

  // ---- time

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
    return random.nextDouble();
  }

  @Override
  public boolean pause(CountDownLatch until, Duration time) {
    note("pause " + time.toMillis() + " ms");
    long end = now + time.toNanos();
    while (now < end && until.getCount() > 0) {
      move(Math.min(end - now, 1 + random.nextLong(2_000_000_000L)));
    }
    return until.getCount() == 0;
  }

  @Override
  public Future<?> later(Duration delay, Runnable task) {
    FutureTask<Boolean> future = new FutureTask<>(task, true);
    agenda.add(new Later(now + delay.toNanos(), future));
    return future;
  }

  void note(String what) {
    history.add(now / 1_000_000 + " ms: " + what);
  }

  /** Lets time pass, and the world go on. */
  void move(long nanos) {
    now += nanos;
    while (!agenda.isEmpty() && agenda.peek().at() <= now) {
      agenda.remove().task().run();
    }
    if (movesLeft > 0) {
      movesLeft--;
      write();
      breakSomething();
      if (movesLeft == 0) {
        getWell();
      }
    }
    watches.forEach(SimulatedWatch::checkTimeout);
  }

  /** How long a reader that waits for news lets the world go on before it looks again. */
  long step() {
    return movesLeft > 0 ? 1 + random.nextLong(3_000_000_000L) : Duration.ofSeconds(5).toNanos();
  }

  private void getWell() {
    note("well from here on");
    wellSince = now;
    faults.end();
    // What nobody could read is changed once more; all else has to be right without that.
    for (String name : List.copyOf(garbled)) {
      write(name);
    }
    garbled.clear();
  }

  void checkPatience() {
    if (isWell() && now - wellSince > SLACK.toNanos()) {
      caughtUp.complete(false);
    }
  }

  // ---- writers

  private void write() {
    for (int i = random.nextInt(4); i > 0; i--) {
      String name = "o" + random.nextInt(KEYS);
      if (objects.containsKey(name) && random.nextInt(3) == 0) {
        delete(name);
      } else {
        write(name);
      }
    }
  }

  private void write(String name) {
    SimulatedObject old = objects.get(name);
    version += 1 + random.nextInt(3);
    SimulatedObject fresh =
        new SimulatedObject(
            name,
            old == null ? "u" + uids++ : old.uid(),
            version,
            old == null ? "ADDED" : "MODIFIED");
    objects.put(name, fresh);
    publish(fresh);
  }

  private void delete(String name) {
    SimulatedObject old = objects.remove(name);
    version += 1 + random.nextInt(3);
    publish(new SimulatedObject(name, old.uid(), version, "DELETED"));
  }

  private void publish(SimulatedObject change) {
    log.add(change);
    boolean unreadable = movesLeft > 0 && random.nextInt(40) == 0;
    if (unreadable && !change.event().equals("DELETED")) {
      garbled.add(change.name());
    }
    for (SimulatedWatch watch : watches) {
      watch.send(
          unreadable && !change.event().equals("DELETED") ? change.garbled() : change.frame());
    }
  }

  // ---- faults

  private void breakSomething() {
    SimulatedFaults.Kind kind = faults.next(now);
    if (kind == null) {
      return;
    }
    note(kind.toString());
    switch (kind) {
      case RESTART -> watches.forEach(SimulatedWatch::breakOff);
      case CLOSE -> watches.forEach(SimulatedWatch::end);
      case DROP -> watches.forEach(w -> w.breakAfter(random.nextInt(400)));
      case COMPACT -> compacted = Math.max(compacted, version - random.nextInt(20));
      case EXPIRE -> watches.forEach(w -> w.send(SimulatedObject.error(410, "Expired", "too old")));
      case BOOKMARK -> {
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
          watches.stream()
              .filter(w -> !w.awaitsMark())
              .forEach(w -> w.send(SimulatedObject.bookmark(version, false)));
        }
      }
      case INTERNAL ->
          watches.forEach(w -> w.send(SimulatedObject.error(500, "InternalError", "oh")));
      case GARBAGE -> watches.forEach(w -> w.send("{\"type\":\"MODI\n"));
      case DOWN, BUSY, TOO_LARGE -> {
        // These answer the next requests.
      }
    }
  }

  // ---- requests

  @Override
  public <R> R send(RestRequest request, BodyReader<R> reader) {
    try (RestStream stream = open(request)) {
      return reader.read(stream.head(), stream.body());
    } catch (IOException e) {
      throw failure(request, e);
    }
  }

  @Override
  public KubernetesException failure(RestRequest request, Throwable failure) {
    return new TransportException(request + ": " + failure.getMessage(), false, failure);
  }

  @Override
  public RestStream open(RestRequest request) {
    Map<String, String> query = new TreeMap<>();
    request.query().forEach(p -> query.put(p.name(), p.value()));
    if (!query.containsKey("continue") && !query.containsKey("fieldSelector")) {
      requests.add(now);
    }
    note("request " + query);
    move(1 + random.nextLong(50_000_000L));
    refuse(request, query);
    InputStream body = query.containsKey("watch") ? watch(query) : list(query);
    ResponseHead head = new ResponseHead(200, Map.of());
    return RestStream.of(
        head,
        body,
        () -> {
          try {
            body.close();
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });
  }

  private void refuse(RestRequest request, Map<String, String> query) {
    if (faults.is(SimulatedFaults.Kind.DOWN, now)) {
      throw new TransportException(request + ": connection refused", true, null);
    }
    if (faults.is(SimulatedFaults.Kind.BUSY, now)) {
      throw error(429, "TooManyRequests", "busy", Duration.ofSeconds(1 + random.nextInt(5)));
    }
    String wanted = query.getOrDefault("resourceVersion", "");
    if (faults.is(SimulatedFaults.Kind.TOO_LARGE, now)
        && !wanted.isEmpty()
        && !wanted.equals("0")) {
      throw tooLarge();
    }
    if (query.containsKey("sendInitialEvents") && !knowsWatchList) {
      throw error(422, "Invalid", "sendInitialEvents is forbidden", null);
    }
  }

  private ApiException tooLarge() {
    String text = "Too large resource version: 1, current: 0";
    return switch (random.nextInt(3)) {
      case 0 -> SimulatedObject.exception(SimulatedObject.tooLargeByCause(), null);
      case 1 -> SimulatedObject.exception(SimulatedObject.tooLargeByCauseText(text), null);
      default -> error(504, "Timeout", text, null);
    };
  }

  private static ApiException error(int code, String reason, String message, Duration retryAfter) {
    return SimulatedObject.exception(SimulatedObject.status(code, reason, message), retryAfter);
  }

  /** Pages carry the version of the first in their token; one that is too old has expired. */
  private InputStream list(Map<String, String> query) {
    String token = query.get("continue");
    long at = version;
    int from = 0;
    if (token != null) {
      String[] parts = token.split("-", -1);
      at = Long.parseLong(parts[0]);
      from = Integer.parseInt(parts[1]);
      if (at < compacted) {
        throw error(410, "Expired", "the continue token is too old", null);
      }
    } else if ("0".equals(query.get("resourceVersion")) && random.nextBoolean()) {
      // What a server has at hand may be old.
      at = Math.max(compacted, version - random.nextInt(30));
    }
    List<SimulatedObject> state = selected(stateAt(at), query.get("fieldSelector"));
    String limit = query.getOrDefault("limit", "0");
    int to = limit.equals("0") ? state.size() : Math.min(state.size(), from + 5);
    String next = to < state.size() ? at + "-" + to : "";
    boolean drops = movesLeft > 0 && random.nextInt(10) == 0;
    byte[] text =
        SimulatedObject.list(state.subList(Math.min(from, to), to), at, next)
            .getBytes(StandardCharsets.UTF_8);
    SimulatedWatch body = new SimulatedWatch(this, random, Long.MAX_VALUE, false);
    body.send(new String(text, StandardCharsets.UTF_8));
    if (drops) {
      body.breakAfter(random.nextInt(text.length));
    }
    body.end();
    return body;
  }

  private static List<SimulatedObject> selected(List<SimulatedObject> state, String selector) {
    return state.stream()
        .filter(o -> selector == null || selector.startsWith("metadata.name=" + o.name() + ","))
        .toList();
  }

  private List<SimulatedObject> stateAt(long at) {
    TreeMap<String, SimulatedObject> state = new TreeMap<>(objects);
    for (int i = log.size() - 1; i >= 0 && log.get(i).version() > at; i--) {
      SimulatedObject change = log.get(i);
      SimulatedObject before = before(i, change.name());
      if (before == null) {
        state.remove(change.name());
      } else {
        state.put(change.name(), before);
      }
    }
    return List.copyOf(state.values());
  }

  private SimulatedObject before(int index, String name) {
    for (int i = index - 1; i >= 0; i--) {
      SimulatedObject change = log.get(i);
      if (change.name().equals(name)) {
        return change.event().equals("DELETED") ? null : change;
      }
    }
    return initial.get(name);
  }

  private InputStream watch(Map<String, String> query) {
    long end = now + Duration.ofSeconds(Long.parseLong(query.get("timeoutSeconds"))).toNanos();
    boolean streamed = query.containsKey("sendInitialEvents");
    boolean marked = streamed && (marks || movesLeft <= 0);
    SimulatedWatch watch = new SimulatedWatch(this, random, end, streamed && !marked);
    if (streamed) {
      for (SimulatedObject object : objects.values()) {
        watch.send(object.asAdded());
      }
      if (marked) {
        watch.send(SimulatedObject.bookmark(version, true));
      }
    } else {
      long from = Long.parseLong(query.getOrDefault("resourceVersion", "0"));
      if (from < compacted && random.nextBoolean()) {
        throw error(410, random.nextBoolean() ? "Expired" : "Gone", "too old", null);
      } else if (from < compacted) {
        watch.send(SimulatedObject.error(410, "Expired", "too old"));
        watch.end();
        return watch;
      }
      log.stream().filter(c -> c.version() > from).forEach(c -> watch.send(c.frame()));
    }
    watches.removeIf(SimulatedWatch::isClosed);
    watches.add(watch);
    if (movesLeft > 0 && random.nextInt(12) == 0) {
      watch.end();
    }
    return watch;
  }
}
