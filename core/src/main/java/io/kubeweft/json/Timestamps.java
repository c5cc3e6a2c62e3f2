package io.kubeweft.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;

/**
 * RFC 3339 times as Kubernetes writes them: {@code metav1.Time} to the second, {@code
 * metav1.MicroTime} with six digits, both in UTC.
 */
final class Timestamps {
  private static final int SECONDS_FORM = "2026-01-31T23:59:59Z".length();

  private Timestamps() {}

  /**
   * Parses any RFC 3339 time.
   *
   * @throws DateTimeException if it is none
   */
  static Instant parse(String text) {
    // Nearly every time in a cluster has this form, and the general parser is 20 times slower.
    if (text.length() == SECONDS_FORM && hasSecondsForm(text)) {
      int hour = digits(text, 11, 2);
      int minute = digits(text, 14, 2);
      int second = digits(text, 17, 2);
      if (hour < 24 && minute < 60 && second < 60) {
        long day =
            LocalDate.of(digits(text, 0, 4), digits(text, 5, 2), digits(text, 8, 2)).toEpochDay();
        return Instant.ofEpochSecond(day * 86_400 + hour * 3_600L + minute * 60L + second);
      }
    }
    return OffsetDateTime.parse(text).toInstant();
  }

  private static boolean hasSecondsForm(String text) {
    for (int i = 0; i < SECONDS_FORM; i++) {
      char c = text.charAt(i);
      boolean fits =
          switch (i) {
            case 4, 7 -> c == '-';
            case 10 -> c == 'T';
            case 13, 16 -> c == ':';
            case 19 -> c == 'Z';
            default -> c >= '0' && c <= '9';
          };
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private static int digits(String text, int from, int count) {
    int value = 0;
    for (int i = from; i < from + count; i++) {
      value = 10 * value + (text.charAt(i) - '0');
    }
    return value;
  }

  /** To the second, as {@code metav1.Time} is written. */
  static String seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** With six digits, as {@code metav1.MicroTime} is written. */
  static String micros(Instant time) {
    String whole = seconds(time);
    String digits = Integer.toString(1_000_000 + time.get(ChronoField.MICRO_OF_SECOND));
    return whole.substring(0, whole.length() - 1) + "." + digits.substring(1) + "Z";
  }

  /** With as many digits as it needs: the form of date-times in custom resources. */
  static String exact(Instant time) {
    String text = time.toString();
    int point = text.indexOf('.');
    if (point < 0) {
      return text;
    }
    int end = text.length() - 1;
    while (text.charAt(end - 1) == '0') {
      end--;
    }
    return text.substring(0, end) + "Z";
  }
}
