package io.kubeweft.dynamic;

import io.kubeweft.KubernetesException;
import io.kubeweft.discovery.NoMatchException;
import io.kubeweft.internal.time.Deadline;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonValue;
import io.kubeweft.meta.DeleteOptions;
import io.kubeweft.meta.GroupVersionKind;
import io.kubeweft.resource.ApplyOptions;
import io.kubeweft.resource.DeleteResult;
import io.kubeweft.resource.Wait;
import io.kubeweft.rest.ApiException;
import io.kubeweft.rest.CancelledException;
import io.kubeweft.rest.DeadlineExceededException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Does one thing with each object of a manifest, one after the other, on the caller's thread. An
 * object that fails does not keep the others from being done; a cancellation ends it all.
 *
 * <p>One after the other is no slower where there is waiting to do: while one is waited for, the
 * others come along.
 */
final class ManifestRun {
  /** How long a definition may take to be served once it is applied. */
  private static final Duration DEFINITION_TIMEOUT = Duration.ofMinutes(1);

  /** A server tells of a definition a moment after it is established. */
  private static final Duration DISCOVERY_PAUSE = Duration.ofMillis(200);

  private final DynamicClient client;
  private final List<Unstructured> objects;
  private final Consumer<Manifest.Progress> progress;
  private final Manifest.@Nullable Result[] results;
  private int done;

  ManifestRun(DynamicClient client, Manifest manifest, Consumer<Manifest.Progress> progress) {
    this.client = client;
    this.objects = manifest.objects();
    this.progress = progress;
    this.results = new Manifest.Result[objects.size()];
  }

  /** What is done with one object; what it throws is the object's failure. */
  private interface Step {
    Manifest.Result of(Unstructured object);
  }

  Manifest.Report apply(ApplyOptions options) {
    List<Integer> definitions = new ArrayList<>();
    for (int place : ManifestOrder.toApply(objects)) {
      if (ManifestOrder.mayBeCustom(objects.get(place))) {
        awaitServed(definitions);
        definitions.clear();
      }
      boolean definition = ManifestOrder.isDefinition(objects.get(place));
      run(place, object -> applied(object, client.forObject(object).apply(object, options)));
      Manifest.Result result = results[place];
      if (definition && !options.dryRun() && result != null && result.current() != null) {
        definitions.add(place);
      }
    }
    awaitServed(definitions);
    return report();
  }

  private static Manifest.Result applied(Unstructured object, Unstructured current) {
    return new Manifest.Result(object, Manifest.Outcome.APPLIED, current, null);
  }

  /** A definition that is not served in time has failed, and so will what depends on it. */
  private void awaitServed(List<Integer> definitions) {
    Deadline deadline = Deadline.after(DEFINITION_TIMEOUT, System::nanoTime);
    for (int place : definitions) {
      Unstructured definition = objects.get(place);
      try {
        Wait<Unstructured> wait = client.forObject(definition).waitUpTo(left(deadline));
        Unstructured current = wait.untilReady(definition.metadata().name());
        for (GroupVersionKind kind : servedKinds(current)) {
          awaitDiscovered(kind, deadline);
        }
        results[place] = applied(definition, current);
      } catch (CancelledException e) {
        throw e;
      } catch (KubernetesException e) {
        finish(place, failed(definition, e));
      }
    }
  }

  private static List<GroupVersionKind> servedKinds(Unstructured definition) {
    String group = definition.getString("spec", "group");
    String kind = definition.getString("spec", "names", "kind");
    List<GroupVersionKind> kinds = new ArrayList<>();
    for (JsonValue value : definition.getArray("spec", "versions")) {
      if (value instanceof JsonObject version
          && Boolean.TRUE.equals(version.getBoolean("served"))) {
        String name = version.getString("name");
        if (group != null && kind != null && name != null) {
          kinds.add(new GroupVersionKind(group, name, kind));
        }
      }
    }
    return kinds;
  }

  private void awaitDiscovered(GroupVersionKind kind, Deadline deadline) {
    while (true) {
      try {
        client.mapper().forKind(kind);
        return;
      } catch (NoMatchException e) {
        if (deadline.remainingNanos() <= DISCOVERY_PAUSE.toNanos()) {
          throw e;
        }
      }
      try {
        TimeUnit.NANOSECONDS.sleep(DISCOVERY_PAUSE.toNanos());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CancelledException("interrupted while waiting for discovery of " + kind, e);
      }
    }
  }

  Manifest.Report delete(DeleteOptions options) {
    for (int place : ManifestOrder.toDelete(objects)) {
      run(place, object -> delete(object, options));
    }
    return report();
  }

  private Manifest.Result delete(Unstructured object, DeleteOptions options) {
    try {
      String name = object.metadata().name();
      Unstructured current =
          switch (client.forObject(object).delete(name, options)) {
            case DeleteResult.Deleted<Unstructured> deleted -> deleted.item();
            case DeleteResult.Done<Unstructured> status -> {
              String uid = status.status().details() == null ? "" : status.status().details().uid();
              yield uid.isEmpty() ? object : object.withMetadata(m -> m.uid(uid));
            }
          };
      return new Manifest.Result(object, Manifest.Outcome.DELETED, current, null);
    } catch (NoMatchException e) {
      return absent(object);
    } catch (ApiException e) {
      if (e.isNotFound()) {
        return absent(object);
      }
      throw e;
    }
  }

  private static Manifest.Result absent(Unstructured object) {
    return new Manifest.Result(object, Manifest.Outcome.ABSENT, null, null);
  }

  Manifest.Report awaitReady(Duration timeout) {
    Deadline deadline = Deadline.after(timeout, System::nanoTime);
    for (int place : ManifestOrder.toApply(objects)) {
      run(
          place,
          object -> {
            Wait<Unstructured> wait = client.forObject(object).waitUpTo(left(deadline));
            Unstructured current = wait.untilReady(object.metadata().name());
            return new Manifest.Result(object, Manifest.Outcome.READY, current, null);
          });
    }
    return report();
  }

  Manifest.Report awaitDeleted(Duration timeout) {
    Deadline deadline = Deadline.after(timeout, System::nanoTime);
    for (int place : ManifestOrder.toDelete(objects)) {
      run(place, object -> awaitDeleted(object, deadline));
    }
    return report();
  }

  private Manifest.Result awaitDeleted(Unstructured object, Deadline deadline) {
    try {
      String uid = object.metadata().uid();
      client
          .forObject(object)
          .waitUpTo(left(deadline))
          .untilDeleted(object.metadata().name(), uid.isEmpty() ? null : uid);
    } catch (NoMatchException e) {
      // What is not served has no objects.
    }
    return absent(object);
  }

  private static Duration left(Deadline deadline) {
    Duration left = Duration.ofNanos(deadline.remainingNanos());
    if (!left.isPositive()) {
      throw new DeadlineExceededException(
          "the time for all objects, " + deadline.timeout() + ", is over", null);
    }
    return left;
  }

  private void run(int place, Step step) {
    Unstructured object = objects.get(place);
    progress.accept(new Manifest.Progress(object, null, done, objects.size()));
    Manifest.Result result;
    try {
      result = step.of(object);
    } catch (CancelledException e) {
      throw e;
    } catch (KubernetesException | IllegalArgumentException e) {
      result = failed(object, e);
    }
    done++;
    finish(place, result);
  }

  private static Manifest.Result failed(Unstructured object, RuntimeException failure) {
    return new Manifest.Result(object, Manifest.Outcome.FAILED, null, failure);
  }

  private void finish(int place, Manifest.Result result) {
    results[place] = result;
    progress.accept(new Manifest.Progress(objects.get(place), result, done, objects.size()));
  }

  private Manifest.Report report() {
    return new Manifest.Report(Arrays.stream(results).map(Objects::requireNonNull).toList());
  }
}
