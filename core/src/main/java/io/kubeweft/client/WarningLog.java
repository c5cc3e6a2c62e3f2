package io.kubeweft.client;

import io.kubeweft.rest.RestRequest;
import io.kubeweft.rest.Warning;
import io.kubeweft.rest.WarningHandler;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Logs each warning once: a server repeats them with every answer. */
final class WarningLog implements WarningHandler {
  /** Enough for all deprecations; after that, warnings repeat. */
  private static final int MAX_REMEMBERED = 1000;

  private final Set<String> told = ConcurrentHashMap.newKeySet();

  @Override
  public void warn(RestRequest request, Warning warning) {
    if (told.size() >= MAX_REMEMBERED) {
      told.clear();
    }
    if (told.add(warning.text())) {
      System.getLogger(WarningLog.class.getName())
          .log(Level.WARNING, "{0}: the server warns: {1}", request, warning.text());
    }
  }
}
