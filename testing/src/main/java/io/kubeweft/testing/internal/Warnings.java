package io.kubeweft.testing.internal;

import java.util.LinkedHashSet;
import java.util.Set;

/** What a client is told beside the answer, in {@code Warning} headers (KEP-1693). */
final class Warnings {
  private static final int MOST = 256;

  private final Set<String> texts = new LinkedHashSet<>();

  void add(String text) {
    texts.add(text);
  }

  void sendTo(Reply reply) {
    for (String text : texts) {
      String cut = text.length() > MOST ? text.substring(0, MOST) : text;
      String quoted = cut.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("[\r\n]", " ");
      reply.header("Warning", "299 - \"" + quoted + "\"");
    }
  }
}
