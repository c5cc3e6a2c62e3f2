package io.kubeweft.rest;

import io.kubeweft.KubernetesException;
import io.kubeweft.meta.Status;
import io.kubeweft.meta.StatusCause;
import io.kubeweft.meta.StatusReason;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The API server has answered with an error.
 *
 * <p>The predicates look at the reason of the {@link #status}; when it has none, or one that is not
 * in {@link StatusReason}, they look at the HTTP code. (Source: apimachinery pkg/api/errors.)
 */
public final class ApiException extends KubernetesException {
  private static final long serialVersionUID = 1L;

  private static final Set<String> KNOWN_REASONS =
      Set.of(
          StatusReason.BAD_REQUEST,
          StatusReason.UNAUTHORIZED,
          StatusReason.FORBIDDEN,
          StatusReason.NOT_FOUND,
          StatusReason.METHOD_NOT_ALLOWED,
          StatusReason.NOT_ACCEPTABLE,
          StatusReason.ALREADY_EXISTS,
          StatusReason.CONFLICT,
          StatusReason.GONE,
          StatusReason.EXPIRED,
          StatusReason.REQUEST_ENTITY_TOO_LARGE,
          StatusReason.UNSUPPORTED_MEDIA_TYPE,
          StatusReason.INVALID,
          StatusReason.TOO_MANY_REQUESTS,
          StatusReason.INTERNAL_ERROR,
          StatusReason.SERVER_TIMEOUT,
          StatusReason.STORAGE_READ_ERROR,
          StatusReason.SERVICE_UNAVAILABLE,
          StatusReason.TIMEOUT);

  private final transient Status status;
  private final transient @Nullable ResponseHead head;
  private final int code;

  /**
   * Creates an exception.
   *
   * @param message what was asked and what the server says
   * @param status the answer, or what stands for it
   * @param head the answer's status code and headers; null for an error inside a stream
   * @param cause what it was caused by, if anything
   */
  public ApiException(
      String message, Status status, @Nullable ResponseHead head, @Nullable Throwable cause) {
    super(message, cause);
    this.status = status;
    this.head = head;
    this.code = head != null && head.status() >= 300 ? head.status() : status.code();
  }

  /** Returns the server's answer. A body that was no Status is kept as one of its causes. */
  public Status status() {
    return status;
  }

  /** Returns the HTTP status code. */
  public int code() {
    return code;
  }

  /**
   * Returns the machine-readable reason, see {@link StatusReason}; empty if the server gave none.
   */
  public String reason() {
    return status.reason();
  }

  /** Returns the answer's status and headers; null for an error inside a stream. */
  public @Nullable ResponseHead head() {
    return head;
  }

  /** Returns the id under which the server's audit log has this request; null if it said none. */
  public @Nullable String auditId() {
    return head == null ? null : head.auditId();
  }

  /** Returns how long the server asks to wait before the next try; null if it does not. */
  public @Nullable Duration retryAfter() {
    int seconds = status.details() == null ? 0 : status.details().retryAfterSeconds();
    return seconds > 0 ? Duration.ofSeconds(seconds) : null;
  }

  /**
   * Returns whether the server names a cause of this type, such as {@code NamespaceTerminating}.
   *
   * @param type the reason of the cause
   */
  public boolean hasCause(String type) {
    if (status.details() == null) {
      return false;
    }
    for (StatusCause cause : status.details().causes()) {
      if (cause.reason().equals(type)) {
        return true;
      }
    }
    return false;
  }

  /** The request itself makes no sense. */
  public boolean isBadRequest() {
    return is(StatusReason.BAD_REQUEST, 400);
  }

  /** The credentials are missing, wrong or expired. */
  public boolean isUnauthorized() {
    return is(StatusReason.UNAUTHORIZED, 401);
  }

  /** The credentials do not allow this. */
  public boolean isForbidden() {
    return is(StatusReason.FORBIDDEN, 403);
  }

  /** There is no such object or resource. */
  public boolean isNotFound() {
    return is(StatusReason.NOT_FOUND, 404);
  }

  /** The resource does not have this verb. */
  public boolean isMethodNotAllowed() {
    return is(StatusReason.METHOD_NOT_ALLOWED, 405);
  }

  /** The server has none of the accepted media types. */
  public boolean isNotAcceptable() {
    return is(StatusReason.NOT_ACCEPTABLE, 406);
  }

  /** An object of this name exists. */
  public boolean isAlreadyExists() {
    return reason().equals(StatusReason.ALREADY_EXISTS);
  }

  /** The object has changed meanwhile, or another manager owns a field. */
  public boolean isConflict() {
    return is(StatusReason.CONFLICT, 409);
  }

  /** The resource is gone for good; see {@link #isExpired} for a resourceVersion that is. */
  public boolean isGone() {
    return is(StatusReason.GONE, 410);
  }

  /** The resourceVersion or continue token is too old: list again. */
  public boolean isExpired() {
    return reason().equals(StatusReason.EXPIRED);
  }

  /** The body is too large. */
  public boolean isRequestEntityTooLarge() {
    return reason().equals(StatusReason.REQUEST_ENTITY_TOO_LARGE) || code == 413;
  }

  /** The server does not read this media type. */
  public boolean isUnsupportedMediaType() {
    return is(StatusReason.UNSUPPORTED_MEDIA_TYPE, 415);
  }

  /** The object breaks a rule; the causes of the status name the fields. */
  public boolean isInvalid() {
    return is(StatusReason.INVALID, 422);
  }

  /** The server is busy: come again later, see {@link #retryAfter}. */
  public boolean isTooManyRequests() {
    return reason().equals(StatusReason.TOO_MANY_REQUESTS) || code == 429;
  }

  /** The server failed. */
  public boolean isInternalError() {
    return is(StatusReason.INTERNAL_ERROR, 500);
  }

  /** The server knows that it could not do this in time: try again. */
  public boolean isServerTimeout() {
    return reason().equals(StatusReason.SERVER_TIMEOUT);
  }

  /** An object in storage can not be read. */
  public boolean isStorageReadError() {
    return reason().equals(StatusReason.STORAGE_READ_ERROR);
  }

  /** The server, or one behind it, is not available. */
  public boolean isServiceUnavailable() {
    return is(StatusReason.SERVICE_UNAVAILABLE, 503);
  }

  /** The request was not finished in time. */
  public boolean isTimeout() {
    return is(StatusReason.TIMEOUT, 504);
  }

  private boolean is(String reason, int byCode) {
    return KNOWN_REASONS.contains(reason()) ? reason().equals(reason) : code == byCode;
  }
}
