package io.kubeweft.resource;

import io.kubeweft.KubernetesException;
import io.kubeweft.internal.time.Backoff;
import io.kubeweft.internal.time.Deadline;
import io.kubeweft.json.Json;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import io.kubeweft.meta.FieldSelector;
import io.kubeweft.meta.KubernetesObject;
import io.kubeweft.rest.ApiException;
import io.kubeweft.rest.CancelledException;
import io.kubeweft.rest.DeadlineExceededException;
import io.kubeweft.rest.TransportException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Waits for something to become true of one object, for a limited time.
 *
 * <pre>{@code
 * Deployment web = deployments.waitUpTo(Duration.ofMinutes(2)).untilReady("web");
 * }</pre>
 *
 * <p>Each call lists and watches the one object: two requests, however long it takes, unless the
 * watch falls behind. It blocks its thread; interrupting it cancels the call, keeps the interrupt
 * flag and throws {@link io.kubeweft.rest.CancelledException}. When the time is over it throws
 * {@link DeadlineExceededException}, whose message says what was still missing.
 *
 * @param <T> the Java type of the objects
 */
public final class Wait<T extends KubernetesObject> {
  private final ObjectClient<T> client;
  private final Duration timeout;

  Wait(ObjectClient<T> client, Duration timeout) {
    if (!timeout.isPositive()) {
      throw new IllegalArgumentException("a time to wait must be more than zero: " + timeout);
    }
    this.client = client;
    this.timeout = timeout;
  }

  /** What is waited for. */
  private interface Goal<T> {
    /**
     * Returns null if it is reached.
     *
     * @param object as it is now; null if there is none
     * @return what is missing, for people
     */
    @Nullable String missing(@Nullable T object);
  }

  /**
   * Waits until an object is there and a condition holds.
   *
   * @param name of the object
   * @param condition is given the object as it is now, whenever it changes; quick
   * @return the object for which it held
   */
  public T until(String name, Predicate<T> condition) {
    return present(name, object -> condition.test(object) ? null : "the condition does not hold");
  }

  /**
   * Waits until an object has a condition of this type whose status is {@code True}.
   *
   * @param name of the object
   * @param conditionType such as {@code Available}
   * @return the object as it is then
   */
  public T untilCondition(String name, String conditionType) {
    return untilCondition(name, conditionType, "True");
  }

  /**
   * Waits until an object has a condition of this type and status.
   *
   * @param name of the object
   * @param conditionType such as {@code Available}
   * @param status {@code True}, {@code False} or {@code Unknown}
   * @return the object as it is then
   */
  public T untilCondition(String name, String conditionType, String status) {
    return present(
        name,
        object -> {
          JsonObject condition = ReadinessRules.find(tree(object), conditionType);
          String found = condition == null ? null : condition.getString("status");
          return status.equals(found) ? null : "its condition " + conditionType + " is " + found;
        });
  }

  /**
   * Waits until an object is ready, as {@link Readiness} defines it for its kind.
   *
   * @param name of the object
   * @return the object as it is then
   * @throws NotReadyException if it fails
   */
  public T untilReady(String name) {
    return present(
        name,
        object -> {
          Readiness readiness = Readiness.of(tree(object));
          if (readiness.isFailed()) {
            throw new NotReadyException(describe(name) + ": " + readiness.message());
          }
          return readiness.isReady() ? null : readiness.message();
        });
  }

  /**
   * Waits until an object is gone.
   *
   * @param name of the object
   * @param uid of the object that is to go; when another of the same name comes, this one is gone.
   *     Null for the one that is there when the wait begins.
   */
  public void untilDeleted(String name, @Nullable String uid) {
    String[] expected = {uid};
    try {
      run(
          name,
          object -> {
            if (object == null) {
              return null;
            }
            if (expected[0] == null) {
              expected[0] = object.metadata().uid();
            }
            return object.metadata().uid().equals(expected[0]) ? remaining(object) : null;
          });
    } catch (ApiException e) {
      // The resource itself is gone, and with it all its objects.
      if (!e.isNotFound()) {
        throw e;
      }
    }
  }

  private static String remaining(KubernetesObject object) {
    if (object.metadata().deletionTimestamp() == null) {
      return "it is not being deleted";
    }
    return object.metadata().finalizers().isEmpty()
        ? "it is being deleted"
        : "it is being deleted, and held by " + object.metadata().finalizers();
  }

  private T present(String name, Goal<T> goal) {
    T object = run(name, current -> current == null ? "it is not there" : goal.missing(current));
    if (object == null) {
      throw new AssertionError("an absent object reaches no such goal");
    }
    return object;
  }

  /** The object with the kind that its list has not said. */
  private JsonObject tree(@Nullable T object) {
    if (object == null) {
      return JsonObject.EMPTY;
    }
    JsonValue value = Json.toTree(client.type().codec(), object);
    JsonObject tree = value instanceof JsonObject fields ? fields : JsonObject.EMPTY;
    if (tree.has("kind")) {
      return tree;
    }
    return tree.with("kind", new JsonString(client.type().kind().kind()))
        .with("apiVersion", new JsonString(client.type().kind().apiVersion()));
  }

  private @Nullable T run(String name, Goal<T> goal) {
    return new Run(name, goal).run();
  }

  /** One wait: lists, watches, and watches on from where a connection has ended. */
  private final class Run {
    private final String name;
    private final Goal<T> goal;
    private final String selector;
    private final Deadline deadline = Deadline.after(timeout, System::nanoTime);
    private final Backoff backoff =
        Backoff.ofWatch(System::nanoTime, () -> ThreadLocalRandom.current().nextDouble());

    /** From where to watch on; null if the object must be listed. */
    private @Nullable String version;

    private String missing = "it is not known yet";

    /** Why there is no watch at the moment. */
    private @Nullable KubernetesException trouble;

    private boolean reached;
    private @Nullable T object;

    Run(String name, Goal<T> goal) {
      this.name = name;
      this.goal = goal;
      this.selector = FieldSelector.name(name).toQuery();
    }

    @Nullable T run() {
      for (int round = 1; ; round++) {
        try {
          Duration asked = trouble instanceof ApiException api ? api.retryAfter() : null;
          if (round > 2 || asked != null) {
            pause(asked);
          }
          String from = version == null ? list(round == 1) : version;
          if (from != null && !reached) {
            watch(from);
          }
        } catch (DeadlineExceededException e) {
          trouble = trouble == null ? e : trouble;
          throw late();
        }
        if (reached) {
          return object;
        }
        if (deadline.hasPassed()) {
          throw late();
        }
      }
    }

    /** Null if there is a trouble that is to be waited out: the first list fails as any call. */
    private @Nullable String list(boolean first) {
      ResourceList<T> list;
      try {
        list = bounded().list(options -> options.fieldSelector(selector));
      } catch (ApiException | TransportException e) {
        if (first || !Trouble.mayPass(e)) {
          throw e;
        }
        trouble = e;
        return null;
      }
      look(list.isEmpty() ? null : list.items().get(0));
      return list.metadata().resourceVersion();
    }

    private void look(@Nullable T current) {
      object = current;
      String lacking = goal.missing(current);
      if (lacking == null) {
        reached = true;
      } else {
        missing = lacking;
      }
    }

    private void watch(String from) {
      WatchOptions options =
          WatchOptions.builder()
              .fieldSelector(selector)
              .resourceVersion(from)
              .resume(false)
              .build();
      version = from;
      try (Watch<T> watch = bounded().watch(options)) {
        backoff.connected();
        trouble = null;
        follow(watch);
      } catch (ApiException | TransportException e) {
        if (e instanceof ApiException api && (api.isExpired() || api.isGone())) {
          version = null;
        } else if (!Trouble.mayPass(e)) {
          throw e;
        }
        trouble = e;
      }
    }

    private void follow(Watch<T> watch) {
      // The JDK's own timer thread closes the watch; nothing of it is left when it is cancelled.
      CompletableFuture<@Nullable Void> alarm = new CompletableFuture<>();
      CompletableFuture<Void> closing = alarm.thenRun(watch::close);
      alarm.completeOnTimeout(null, deadline.remainingNanos(), TimeUnit.NANOSECONDS);
      try {
        for (WatchEvent<T> event = watch.next(); event != null; event = watch.next()) {
          take(event);
          if (reached) {
            return;
          }
          if (version != null && !watch.resourceVersion().isEmpty()) {
            version = watch.resourceVersion();
          }
        }
      } finally {
        alarm.cancel(false);
        closing.cancel(false);
      }
    }

    private void take(WatchEvent<T> event) {
      switch (event) {
        case WatchEvent.Added<T> added -> look(added.item());
        case WatchEvent.Modified<T> modified -> look(modified.item());
        case WatchEvent.Deleted<T> deleted -> look(null);
        case WatchEvent.Bookmark<T> bookmark -> {}
        case WatchEvent.Undecodable<T> undecodable -> throw undecodable.cause();
        case WatchEvent.Error<T> error -> version = null;
      }
    }

    /** No call begins after the deadline, and none outlasts it. */
    private ObjectClient<T> bounded() {
      return client.within(Duration.ofNanos(Math.max(1, deadline.remainingNanos())));
    }

    /** Between two connections: a server that ends each at once is not to be stormed. */
    private void pause(@Nullable Duration asked) {
      long nanos = Math.min(backoff.next(asked).toNanos(), Math.max(0, deadline.remainingNanos()));
      try {
        TimeUnit.NANOSECONDS.sleep(nanos);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CancelledException(describe(name) + ": interrupted while waiting", e);
      }
    }

    private DeadlineExceededException late() {
      String message = describe(name) + ": not done within " + timeout + ": " + missing;
      return new DeadlineExceededException(
          trouble == null ? message : message + "; " + trouble.getMessage(), trouble);
    }
  }

  private String describe(String name) {
    String kind = client.type().kind().kind();
    String namespace = client.namespace();
    return (kind.isEmpty() ? client.type().toString() : kind)
        + " "
        + (namespace == null ? "" : namespace + "/")
        + name;
  }
}
