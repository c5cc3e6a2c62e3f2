package io.kubeweft.testing.internal;

import io.kubeweft.json.Json;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The verb watch. */
final class Watches {
  private static final long DEFAULT_TIMEOUT_SECONDS = 30 * 60;
  private static final long BOOKMARK_PERIOD = Duration.ofSeconds(60).toNanos();

  /** The last bookmark comes this long before the end. */
  private static final long BEFORE_END = Duration.ofSeconds(2).toNanos();

  private static final String INITIAL_END = "k8s.io/initial-events-end";

  private final Store store;
  private final Views views;
  private final Kinds kinds;

  Watches(Store store, Views views, Kinds kinds) {
    this.store = store;
    this.views = views;
    this.kinds = kinds;
  }

  /** Sends events until the time is over, the client goes or the server stops. */
  void watch(Target target, ApiCall call, OutputStream out) throws IOException {
    Long timeout = call.integer("timeoutSeconds");
    long seconds = timeout == null || timeout == 0 ? DEFAULT_TIMEOUT_SECONDS : timeout;
    Session session = new Session(target, call, out, System.nanoTime() + seconds * 1_000_000_000L);
    try {
      session.run();
    } catch (ApiFailure e) {
      session.send("ERROR", e.status());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Refuses what can not be watched, before an answer is begun. */
  void check(Target target, ApiCall call) {
    ListRules.check(call);
    Selection unused = Selection.of(target, call, kinds);
    Long unusedVersion = call.version(ApiFailure::internal);
  }

  private final class Session {
    private final Target target;
    private final ApiCall call;
    private final OutputStream out;
    private final long end;
    private final Selection selection;
    private final boolean bookmarks;
    private long revision;
    private boolean first = true;

    Session(Target target, ApiCall call, OutputStream out, long end) {
      this.target = target;
      this.call = call;
      this.out = out;
      this.end = end;
      this.selection = Selection.of(target, call, kinds);
      this.bookmarks = call.flag("allowWatchBookmarks");
    }

    void run() throws IOException, InterruptedException {
      out.flush();
      begin();
      long nextBookmark = nextBookmark();
      while (true) {
        long now = System.nanoTime();
        long until = Math.min(end, bookmarks ? nextBookmark : Long.MAX_VALUE);
        List<Store.Change> changes = store.await(revision, Math.max(0, until - now));
        if (changes == null) {
          return;
        }
        for (Store.Change change : changes) {
          send(change);
          revision = change.revision();
        }
        if (System.nanoTime() - end >= 0) {
          return;
        }
        if (bookmarks && System.nanoTime() - nextBookmark >= 0) {
          sendBookmark(false);
          nextBookmark = nextBookmark();
        }
      }
    }

    /** In a period, or shortly before the end if that is earlier (cache_watcher.go). */
    private long nextBookmark() {
      long now = System.nanoTime();
      long last = end - BEFORE_END;
      long regular = now + BOOKMARK_PERIOD;
      return last - now > 0 && regular - last > 0 ? last : regular;
    }

    private void begin() throws IOException {
      Long from = call.version(ApiFailure::internal);
      // Who asks for any version is sent the objects, too (internalversion/defaults.go).
      boolean initial =
          call.has("sendInitialEvents")
              ? call.flag("sendInitialEvents")
              : from == null || from == 0;
      if (initial) {
        if (from != null && from > store.revision()) {
          throw ApiFailure.tooLargeVersion(from, store.revision());
        }
        Store.Snapshot snapshot =
            store.list(target.resource().storageName(), target.namespace(), 0);
        revision = snapshot.revision();
        for (var entry : snapshot.objects().entrySet()) {
          if (isMeant(entry.getKey()) && selection.matches(entry.getValue())) {
            send("ADDED", view(entry.getValue()));
          }
        }
        if (bookmarks) {
          sendBookmark(true);
        }
      } else {
        revision = from == null || from == 0 ? store.revision() : from;
      }
    }

    private boolean isMeant(Store.Key key) {
      return key.storage().equals(target.resource().storageName())
          && (target.namespace() == null || key.namespace().equals(target.namespace()))
          && (target.name() == null || key.name().equals(target.name()));
    }

    /** An object that comes into the selection is added, one that leaves it is deleted. */
    private void send(Store.Change change) throws IOException {
      if (!isMeant(change.key())) {
        return;
      }
      boolean before = isSelected(change.before());
      boolean after = isSelected(change.after());
      if (after) {
        send(before ? "MODIFIED" : "ADDED", view(change.last()));
      } else if (before) {
        send("DELETED", view(change.last()));
      }
    }

    private boolean isSelected(@Nullable JsonObject object) {
      return object != null && selection.matches(object);
    }

    private JsonObject view(JsonObject object) {
      JsonObject view = views.event(target, call, kinds.of(target.resource()).shown(object), first);
      first = false;
      return view;
    }

    private void sendBookmark(boolean endOfInitial) throws IOException {
      JsonObject.Builder metadata =
          JsonObject.builder().put("resourceVersion", Long.toString(revision));
      if (endOfInitial) {
        metadata.put("annotations", JsonObject.of(INITIAL_END, new JsonString("true")));
      }
      send("BOOKMARK", view(JsonObject.of("metadata", metadata.build())));
    }

    void send(String type, JsonValue object) throws IOException {
      JsonObject event = JsonObject.builder().put("type", type).put("object", object).build();
      out.write((Json.write(event) + "\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
  }
}
