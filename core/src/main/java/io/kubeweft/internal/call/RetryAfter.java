package io.kubeweft.internal.call;

import io.kubeweft.rest.ResponseHead;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Reads {@code Retry-After} headers (RFC 9110 section 10.2.3): seconds, or a date. */
final class RetryAfter {
  private static final int MAX_DIGITS = 9;

  private RetryAfter() {}

  /**
   * Returns how long to wait, counted from the answer's arrival; null without a usable header.
   *
   * @param head of the answer
   * @param now the local time, for a server that sends a date and no Date header
   */
  static @Nullable Duration of(ResponseHead head, Instant now) {
    String value = head.header("Retry-After");
    if (value == null) {
      return null;
    }
    String text = value.trim();
    if (!text.isEmpty()
        && text.length() <= MAX_DIGITS
        && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Duration.ofSeconds(Long.parseLong(text));
    }
    Instant until = date(text);
    if (until == null) {
      return null;
    }
    String sent = head.header("Date");
    Instant from = sent == null ? null : date(sent.trim());
    Duration wait = Duration.between(from == null ? now : from, until);
    return wait.isNegative() ? Duration.ZERO : wait;
  }

  private static @Nullable Instant date(String text) {
    try {
      return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
