package io.kubeweft.internal.security;

import io.kubeweft.internal.time.Deadline;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Where the value of the Authorization header comes from. */
interface TokenSource {
  /**
   * Returns the value for a request that is sent now; null to send none. May block.
   *
   * @throws TimeoutException if it is not there before the deadline
   */
  @Nullable String authorization(Deadline deadline) throws TimeoutException;

  /**
   * Called when the server has not accepted a value.
   *
   * @param rejected what {@link #authorization} returned for that request
   * @return whether the next value may be another one
   */
  boolean refresh(@Nullable String rejected);

  /** Returns the certificate that came with the latest token; null for none. */
  default TlsContexts.@Nullable Identity identity() {
    return null;
  }

  /** Ends the fetching of a value. */
  default void close() {}

  /** Returns whether a header can hold it as it is. */
  static boolean isPrintable(String value) {
    return value.chars().allMatch(c -> c >= ' ' && c < 0x7f);
  }

  /**
   * A value that stays.
   *
   * @param value or null
   */
  record Fixed(@Nullable String value) implements TokenSource {
    @Override
    public @Nullable String authorization(Deadline deadline) {
      return value;
    }

    @Override
    public boolean refresh(@Nullable String rejected) {
      return false;
    }

    @Override
    public String toString() {
      return "Fixed[masked]";
    }
  }
}
