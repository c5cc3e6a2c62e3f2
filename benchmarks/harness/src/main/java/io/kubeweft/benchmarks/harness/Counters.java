package io.kubeweft.benchmarks.harness;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What a server did: what was asked for, and the objects that it sent.
 *
 * <p>It is noted before the last byte of it goes out, so that who has read that finds it here.
 */
final class Counters {
  /** Requests for one object. */
  static final String GETS = "gets";

  /** Requests for a list, or for one page of it. */
  static final String LISTS = "lists";

  /** Requests for a watch. */
  static final String WATCHES = "watches";

  /** Objects in answers to lists. */
  static final String LISTED = "listed";

  /** Objects that a watch began with. */
  static final String INITIAL = "initial";

  /** Changes sent into watches: one that two of them see counts twice. */
  static final String EVENTS = "events";

  private final ConcurrentMap<String, LongAdder> counters = new ConcurrentHashMap<>();

  void add(String counter, long count) {
    counters.computeIfAbsent(counter, c -> new LongAdder()).add(count);
  }

  void clear() {
    counters.clear();
  }

  /** Returns them as a JSON object. */
  String json() {
    StringBuilder text = new StringBuilder("{");
    counters.forEach(
        (counter, value) ->
            text.append(text.length() == 1 ? "" : ",")
                .append('"')
                .append(counter)
                .append("\":")
                .append(value.sum()));
    return text.append('}').toString();
  }
}
