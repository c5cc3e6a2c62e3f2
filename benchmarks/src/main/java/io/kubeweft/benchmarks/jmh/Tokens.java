package io.kubeweft.benchmarks.jmh;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The floor of decoding: a parser that looks at each token and keeps none. */
public final class Tokens {
  private final JsonFactory factory = new JsonFactory();

  /** Makes a parser's factory. */
  public Tokens() {}

  /** Looks at each token; what it returns says nothing, but depends on all of them. */
  public int look(byte[] text) {
    int count = 0;
    try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), text)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        count += token == JsonToken.VALUE_STRING ? parser.getStringLength() : 1;
      }
    }
    return count;
  }
}
