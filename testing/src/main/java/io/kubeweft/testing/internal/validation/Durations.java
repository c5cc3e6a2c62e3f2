package io.kubeweft.testing.internal.validation;

import java.util.regex.Pattern;

/** Durations as Go and Scala write them: {@code 1h30m}, {@code 22 ns}, {@code 3 days}. */
final class Durations {
  private static final Pattern GO =
      Pattern.compile("[-+]?(?:0|(?:(?:\\d+\\.?\\d*|\\.\\d+)(?:ns|us|µs|μs|ms|s|m|h))+)");
  private static final Pattern SCALA =
      Pattern.compile(
          "(?i)\\d+\\s*(?:ns|nanos?|nanoseconds?|us|µs|micros?|microseconds?|ms|millis?|"
              + "milliseconds?|s|sec|seconds?|min|m|minutes?|h|hr|hours?|d|days?|w|wk|weeks?)");

  private Durations() {}

  static boolean isDuration(String text) {
    return GO.matcher(text).matches() || SCALA.matcher(text.strip()).matches();
  }
}
