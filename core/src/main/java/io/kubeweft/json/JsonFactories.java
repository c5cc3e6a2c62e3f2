package io.kubeweft.json;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/** The one configuration of the JSON parser and generator. */
final class JsonFactories {
  /** Parsers that are open at once per carrier are few; more than these are not kept. */
  private static final int POOLED_BUFFERS = 32;

  /**
   * Immutable but for its bounded pool of buffers. The default pool keeps whatever one burst
   * needed, for ever.
   */
  static final JsonFactory FACTORY =
      new RawValueParser.Factory(
          JsonFactory.builder()
              .recyclerPool(JsonRecyclerPools.newBoundedPool(POOLED_BUFFERS))
              // An object in etcd has at most a few MiB; a body is bounded by the transport.
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build()));

  private JsonFactories() {}
}
