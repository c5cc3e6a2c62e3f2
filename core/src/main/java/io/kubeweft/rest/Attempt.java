package io.kubeweft.rest;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One sending of a request, for logs and metrics.
 *
 * @param request what was sent
 * @param number 1 for the first sending
 * @param head the answer's status and headers; null if there was none
 * @param failure why there was no answer; null if there was one
 * @param duration from sending to the answer's headers, or the failure
 * @param retryDelay how long the call waits before it sends again; null if it does not
 */
public record Attempt(
    RestRequest request,
    int number,
    @Nullable ResponseHead head,
    @Nullable Throwable failure,
    Duration duration,
    @Nullable Duration retryDelay) {}
