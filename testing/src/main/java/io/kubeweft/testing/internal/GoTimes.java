package io.kubeweft.testing.internal;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/**
 * Times as Go reads and writes them: {@code Time} in whole seconds, {@code MicroTime} with exactly
 * six digits of a second, both in UTC (apimachinery pkg/apis/meta/v1 time.go, micro_time.go).
 */
final class GoTimes {
  private static final String SECONDS = "2006-01-02T15:04:05Z07:00";
  private static final String MICROS = "2006-01-02T15:04:05.000000Z07:00";
  private static final Pattern DATE_AND_TIME =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d([.]\\d+)?(Z|[+-]\\d\\d:\\d\\d)");
  private static final Pattern SIX_DIGITS = Pattern.compile("[^.]*[.]\\d{6}[^\\d].*");
  private static final DateTimeFormatter IN_SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'");
  private static final DateTimeFormatter IN_MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'");

  private GoTimes() {}

  static boolean isTime(String type) {
    return type.equals("Time") || type.equals("MicroTime");
  }

  /**
   * The text as it would be written.
   *
   * @param type {@code Time} or {@code MicroTime}
   * @throws KindRules.WrongTypeException if it is no such time
   */
  static String normal(String type, String text) {
    boolean micro = type.equals("MicroTime");
    if (!DATE_AND_TIME.matcher(text).matches() || micro && !SIX_DIGITS.matcher(text).matches()) {
      throw wrong(micro, text);
    }
    try {
      OffsetDateTime time = OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC);
      return (micro ? IN_MICROS : IN_SECONDS).format(time);
    } catch (DateTimeException e) {
      throw wrong(micro, text);
    }
  }

  /** Names what of the layout was not there, as far as this is easily told. */
  private static KindRules.WrongTypeException wrong(boolean micro, String text) {
    String layout = micro ? MICROS : SECONDS;
    String rest = text.replaceFirst("^\\d{4}-\\d\\d-\\d\\d(T\\d\\d:\\d\\d:\\d\\d)?", "");
    String wanted = "2006";
    if (rest.length() == text.length() - 19) {
      wanted = micro ? ".000000" : "Z07:00";
    } else if (rest.length() < text.length()) {
      wanted = "T";
    }
    return new KindRules.WrongTypeException(
        "parsing time \""
            + text
            + "\" as \""
            + layout
            + "\": cannot parse \""
            + rest
            + "\" as \""
            + wanted
            + "\"");
  }
}
