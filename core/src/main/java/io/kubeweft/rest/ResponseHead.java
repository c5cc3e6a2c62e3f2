package io.kubeweft.rest;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The status and headers of an answer. */
public final class ResponseHead {
  private final int status;
  private final Map<String, List<String>> headers;

  /**
   * Creates a head.
   *
   * @param status HTTP status code
   * @param headers names, in any case, and their values in order
   */
  public ResponseHead(int status, Map<String, List<String>> headers) {
    this.status = status;
    Map<String, List<String>> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    sorted.putAll(headers);
    this.headers = sorted;
  }

  /** Returns the HTTP status code. */
  public int status() {
    return status;
  }

  /**
   * Returns the first value of a header, or null if it is absent.
   *
   * @param name in any case
   */
  public @Nullable String header(String name) {
    List<String> values = headers.get(name);
    return values == null || values.isEmpty() ? null : values.get(0);
  }

  /**
   * Returns all values of a header, in order.
   *
   * @param name in any case
   */
  public List<String> headers(String name) {
    List<String> values = headers.get(name);
    return values == null ? List.of() : values;
  }

  /** Returns what the API server warns of, such as the use of a deprecated API. */
  public List<Warning> warnings() {
    return Warning.parse(headers("Warning"));
  }

  /** Returns the id under which the server's audit log has this request; null if it said none. */
  public @Nullable String auditId() {
    return header("Audit-Id");
  }

  /** Returns the status code and the names of the headers. */
  @Override
  public String toString() {
    return status + " " + headers.keySet();
  }
}
