package io.kubeweft.rest;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One sending of a request, for logs and metrics.
 *
 * @param request what was sent, as the interceptors have made it, without credentials
 * @param number 1 for the first sending
 * @param head the answer's status and headers; null if there was none
 * @param failure why nothing was sent, or there was no answer, or it broke off or could not be
 *     read; null if there was one, also if it says that the request has failed
 * @param duration from sending to the answer's headers, with which the body of a short answer
 *     comes, or to the failure if there were none; 0 if nothing was sent. Waiting for the rate
 *     limit, for other calls and for credentials is no part of it
 * @param retryDelay how long the call waits before it sends again; null if it does not
 */
public record Attempt(
    RestRequest request,
    int number,
    @Nullable ResponseHead head,
    @Nullable Throwable failure,
    Duration duration,
    @Nullable Duration retryDelay) {}
