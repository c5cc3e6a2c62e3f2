package io.kubeweft.informer;

import io.kubeweft.json.DecodeOptions;
import io.kubeweft.resource.ListOptions;
import io.kubeweft.resource.ResourceVersionMatch;
import io.kubeweft.resource.WatchOptions;
import java.time.Duration;

/** What a reflector asks for. */
record ReflectorRequests(InformerOptions options, DecodeOptions decode) {
  /** An API server sends a bookmark each minute. */
  private static final Duration IDLE = Duration.ofMinutes(2);

  private static final Duration TIMEOUT_SLACK = Duration.ofSeconds(15);

  ListOptions list(Reflection state) {
    int pageSize = state.pageSize(options.pageSize());
    return selection()
        .limit(pageSize)
        .resourceVersion(state.listVersion())
        // One answer is of this version or a newer one; pages have to be told.
        .resourceVersionMatch(pageSize == 0 ? null : state.listMatch())
        .build();
  }

  /** Just one object, if it is selected, not older than a version. */
  ListOptions lookup(ObjectKey key, String version) {
    String name = "metadata.name=" + key.name();
    String place = key.namespace().isEmpty() ? "" : ",metadata.namespace=" + key.namespace();
    String more = options.fieldSelector() == null ? "" : "," + options.fieldSelector();
    return selection()
        .fieldSelector(name + place + more)
        .limit(0)
        .resourceVersion(version.isEmpty() ? null : version)
        .build();
  }

  private ListOptions.Builder selection() {
    return ListOptions.builder()
        .labelSelector(options.labelSelector())
        .fieldSelector(options.fieldSelector())
        .shardSelector(options.shardSelector())
        .decode(decode);
  }

  /** A watch whose server ends it after a random time, so that not all come back at once. */
  WatchOptions watch(Reflection state, double random) {
    boolean initial = state.phase() == Reflection.Phase.OPEN_INITIAL;
    Duration least = options.watchTimeout();
    Duration timeout = least.plus(Duration.ofNanos((long) (least.toNanos() * random)));
    Duration idle = options.idleTimeout();
    if (idle == null && initial) {
      // By default a watch that can not be resumed is left to its silence: this one can be.
      Duration whole = timeout.plus(TIMEOUT_SLACK);
      idle = whole.compareTo(IDLE) < 0 ? whole : IDLE;
    }
    return WatchOptions.builder()
        .labelSelector(options.labelSelector())
        .fieldSelector(options.fieldSelector())
        .shardSelector(options.shardSelector())
        .resourceVersion(initial ? state.initialVersion() : state.resourceVersion())
        .resourceVersionMatch(initial ? ResourceVersionMatch.NOT_OLDER_THAN : null)
        .sendInitialEvents(initial ? Boolean.TRUE : null)
        .timeoutSeconds((int) timeout.toSeconds())
        .idleTimeout(idle)
        .resume(false)
        .decode(decode)
        .build();
  }
}
