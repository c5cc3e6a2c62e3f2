package io.kubeweft.internal.call;

import io.kubeweft.rest.Interceptor;
import io.kubeweft.rest.WarningHandler;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How calls are made.
 *
 * @param server its address, for messages
 * @param requestTimeout of a call that does not say its own
 * @param userAgent names the program
 * @param compression whether answers may be compressed
 * @param maxInFlight how many short calls may be under way at once; the others wait
 * @param rateLimit how many requests are sent at most; null for no limit
 * @param interceptors look at every sending, in order
 * @param warnings is told what the server warns of
 */
public record CallSettings(
    URI server,
    Duration requestTimeout,
    String userAgent,
    boolean compression,
    int maxInFlight,
    @Nullable Rate rateLimit,
    List<Interceptor> interceptors,
    WarningHandler warnings) {

  /**
   * A client-side rate limit.
   *
   * @param perSecond requests in the long run
   * @param burst requests at once after a pause
   */
  public record Rate(double perSecond, int burst) {}
}
