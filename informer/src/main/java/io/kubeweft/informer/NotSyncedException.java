package io.kubeweft.informer;

import io.kubeweft.informer.InformerState.Phase;
import io.kubeweft.rest.DeadlineExceededException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Some informers did not have all objects in time. They go on trying: who can do without them can
 * go on, too.
 */
public final class NotSyncedException extends DeadlineExceededException {
  private static final long serialVersionUID = 1L;

  private final transient Map<String, InformerState> states;

  NotSyncedException(Duration timeout, Map<String, InformerState> states) {
    super(message(timeout, states), cause(states));
    this.states = Collections.unmodifiableMap(new LinkedHashMap<>(states));
  }

  private static String message(Duration timeout, Map<String, InformerState> states) {
    StringBuilder text = new StringBuilder("not synced after ").append(timeout).append(':');
    states.forEach(
        (name, state) -> {
          text.append(text.charAt(text.length() - 1) == ':' ? " " : "; ").append(name);
          text.append(state.phase() == Phase.NEW ? " was not started" : " is " + state.phase());
          if (state.lastError() != null) {
            text.append(" after ").append(state.lastError());
          }
        });
    return text.toString();
  }

  private static @Nullable Throwable cause(Map<String, InformerState> states) {
    for (InformerState state : states.values()) {
      if (state.lastError() != null) {
        return state.lastError();
      }
    }
    return null;
  }

  /** Returns what is not synced, with its state, whose last error is usually the reason. */
  public Map<String, InformerState> states() {
    return states;
  }
}
