package io.kubeweft.meta;

/**
 * The reasons that the API server gives in {@link Status#reason}. They are strings and not an enum,
 * because newer servers may send others.
 */
public final class StatusReason {
  /** 400: the request itself makes no sense. */
  public static final String BAD_REQUEST = "BadRequest";

  /** 401: the credentials are missing, wrong or expired. */
  public static final String UNAUTHORIZED = "Unauthorized";

  /** 403: the credentials do not allow this. */
  public static final String FORBIDDEN = "Forbidden";

  /** 404: there is no such object or resource. */
  public static final String NOT_FOUND = "NotFound";

  /** 405: the resource does not have this verb. */
  public static final String METHOD_NOT_ALLOWED = "MethodNotAllowed";

  /** 406: the server has none of the accepted media types. */
  public static final String NOT_ACCEPTABLE = "NotAcceptable";

  /** 409: an object of this name exists. */
  public static final String ALREADY_EXISTS = "AlreadyExists";

  /** 409: the object has changed meanwhile, or another manager owns the field. */
  public static final String CONFLICT = "Conflict";

  /** 410: the resource is gone for good. */
  public static final String GONE = "Gone";

  /** 410: the resourceVersion or continue token is too old. */
  public static final String EXPIRED = "Expired";

  /** 413: the body is too large. */
  public static final String REQUEST_ENTITY_TOO_LARGE = "RequestEntityTooLarge";

  /** 415: the server does not read this media type. */
  public static final String UNSUPPORTED_MEDIA_TYPE = "UnsupportedMediaType";

  /** 422: the object breaks a rule; the causes name the fields. */
  public static final String INVALID = "Invalid";

  /** 429: come again later. */
  public static final String TOO_MANY_REQUESTS = "TooManyRequests";

  /** 500: the server failed. */
  public static final String INTERNAL_ERROR = "InternalError";

  /** 500: the server knows that it could not do this in time; try again. */
  public static final String SERVER_TIMEOUT = "ServerTimeout";

  /** 500: an object in storage can not be read. */
  public static final String STORAGE_READ_ERROR = "StorageReadError";

  /** 503: the server, or one behind it, is not available. */
  public static final String SERVICE_UNAVAILABLE = "ServiceUnavailable";

  /** 504: the request was not finished in time. */
  public static final String TIMEOUT = "Timeout";

  private StatusReason() {}
}
