package io.kubeweft.testing.internal.validation;

import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Formats of texts that kube-apiserver checks; others mean nothing (apiextensions
 * pkg/apiserver/validation/formats.go, kube-openapi pkg/validation/strfmt).
 */
final class StringFormats {
  private static final String HEX4 = "[0-9a-f]{4}";
  private static final Map<String, Predicate<String>> KNOWN =
      Map.ofEntries(
          Map.entry("bsonobjectid", matching("[0-9a-fA-F]{24}")),
          Map.entry("uri", StringFormats::isUri),
          Map.entry("email", matching("(?:[^<>]*<)?[^@<>\\s]+@[^@<>\\s]+>?")),
          Map.entry("hostname", StringFormats::isHostname),
          Map.entry("ipv4", text -> Addresses.isIpv4(text)),
          Map.entry("ipv6", text -> text.contains(":") && Addresses.isIpv6(text)),
          Map.entry("cidr", Addresses::isCidr),
          Map.entry(
              "mac",
              matching(
                  "(?i)(?:[0-9a-f]{2}([:-]))(?:[0-9a-f]{2}\\1){4,18}[0-9a-f]{2}|(?:"
                      + HEX4
                      + "\\.){2,9}"
                      + HEX4)),
          Map.entry("uuid", uuid(HEX4, HEX4)),
          Map.entry("uuid3", uuid("3[0-9a-f]{3}", HEX4)),
          Map.entry("uuid4", uuid("4[0-9a-f]{3}", "[89ab][0-9a-f]{3}")),
          Map.entry("uuid5", uuid("5[0-9a-f]{3}", "[89ab][0-9a-f]{3}")),
          Map.entry("isbn", text -> Checksums.isIsbn10(text) || Checksums.isIsbn13(text)),
          Map.entry("isbn10", Checksums::isIsbn10),
          Map.entry("isbn13", Checksums::isIsbn13),
          Map.entry("creditcard", Checksums::isCreditCard),
          Map.entry("ssn", matching("\\d{3}[- ]?\\d{2}[- ]?\\d{4}")),
          Map.entry("hexcolor", matching("#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})")),
          Map.entry("rgbcolor", matching(rgb())),
          Map.entry(
              "byte",
              matching(
                  "(?:[A-Za-z0-9+/]{4})*"
                      + "(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})")),
          Map.entry("password", text -> true),
          Map.entry("date", StringFormats::isDate),
          Map.entry("duration", Durations::isDuration),
          Map.entry(
              "datetime",
              matching(
                  "\\d{4}-\\d{2}-\\d{2}[tT ]\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?"
                      + "([zZ]|[+-]\\d{2}:\\d{2})")),
          Map.entry("k8sshortname", text -> Names.label(text).isEmpty()),
          Map.entry("k8slongname", text -> Names.subdomain(text).isEmpty()));

  private StringFormats() {}

  private static Predicate<String> matching(String pattern) {
    return Pattern.compile(pattern).asMatchPredicate();
  }

  private static Predicate<String> uuid(String third, String fourth) {
    return matching("(?i)[0-9a-f]{8}-?" + HEX4 + "-?" + third + "-?" + fourth + "-?[0-9a-f]{12}");
  }

  private static String rgb() {
    String part = "(0|[1-9]\\d?|1\\d\\d?|2[0-4]\\d|25[0-5])";
    return "rgb\\(\\s*" + part + "\\s*,\\s*" + part + "\\s*,\\s*" + part + "\\s*\\)";
  }

  private static boolean isUri(String text) {
    try {
      URI uri = new URI(text);
      return uri.isAbsolute() || text.startsWith("/");
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static boolean isHostname(String text) {
    String label = "[a-zA-Z0-9](?:[-a-zA-Z0-9]{0,61}[a-zA-Z0-9])?";
    return text.length() <= 255 && text.matches(label + "(?:\\." + label + ")*");
  }

  private static boolean isDate(String text) {
    try {
      return text.length() == 10 && LocalDate.parse(text).getYear() >= 0;
    } catch (DateTimeException e) {
      return false;
    }
  }

  /** The format in its short spelling; empty if there is none, or nobody knows it. */
  static String format(JsonObject schema) {
    String format = schema.getString("format");
    String type = schema.getString("type");
    boolean textual = type == null || type.isEmpty() || type.equals("string");
    if (format == null || !textual) {
      return "";
    }
    String plain = format.replace("-", "");
    return KNOWN.containsKey(plain) ? plain : "";
  }

  static boolean isKnown(JsonObject schema) {
    return !format(schema).isEmpty();
  }

  static Findings check(String path, String text, JsonObject schema) {
    Findings found = new Findings();
    String named = schema.getString("format");
    Predicate<String> known = KNOWN.get(format(schema));
    if (known != null && !known.test(text)) {
      String shown = new JsonString(text).toString();
      String problem = path + " in body must be of type " + named + ": " + shown;
      found.add(c -> c.typeInvalid(Paths.shown(path), new JsonString(text), problem));
    }
    return found;
  }
}
