package io.kubeweft.informer;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of a collection that a shardSelector asks for, by its meaning: a server echoes it in a
 * normal form of its own (KEP-5866).
 */
final class ShardSelector {
  private static final Pattern RANGE =
      Pattern.compile(
          "\\s*shardRange\\(\\s*([\\w.]+)\\s*,\\s*(['\"])0[xX]([0-9a-fA-F]+)\\2"
              + "\\s*,\\s*(['\"])0[xX]([0-9a-fA-F]+)\\4\\s*\\)\\s*");

  private ShardSelector() {}

  /** Whether two selectors select the same; of others than ranges, whether they read the same. */
  static boolean isSame(String one, String other) {
    var parts = parse(one);
    return parts != null
        ? parts.equals(parse(other))
        : one.replaceAll("\\s", "").equals(other.replaceAll("\\s", ""));
  }

  /** The ends of the ranges of each field, those that touch made one; null if it is not ranges. */
  private static @Nullable Map<String, NavigableMap<BigInteger, BigInteger>> parse(
      String selector) {
    Map<String, NavigableMap<BigInteger, BigInteger>> fields = new TreeMap<>();
    for (String part : List.of(selector.split("\\|\\|", -1))) {
      Matcher range = RANGE.matcher(part);
      if (!range.matches()) {
        return null;
      }
      BigInteger start = new BigInteger(range.group(3), 16);
      BigInteger end = new BigInteger(range.group(5), 16);
      if (start.compareTo(end) < 0) {
        unite(fields.computeIfAbsent(range.group(1), f -> new TreeMap<>()), start, end);
      }
    }
    return fields;
  }

  private static void unite(
      NavigableMap<BigInteger, BigInteger> ranges, BigInteger start, BigInteger end) {
    BigInteger from = start;
    BigInteger to = end;
    for (var near = ranges.floorEntry(to);
        near != null && near.getValue().compareTo(from) >= 0;
        near = ranges.floorEntry(to)) {
      from = from.min(near.getKey());
      to = to.max(near.getValue());
      ranges.remove(near.getKey());
    }
    ranges.put(from, to);
  }
}
