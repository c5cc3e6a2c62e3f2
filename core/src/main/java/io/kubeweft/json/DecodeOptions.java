package io.kubeweft.json;

import org.jspecify.annotations.Nullable;

/**
 * How JSON becomes objects.
 *
 * @param skipManagedFields whether {@code metadata.managedFields} is passed over without decoding
 * @param sharing where equal strings and equal sub-objects are looked up, so that they are kept
 *     once; null to make each anew
 * @param reuseUnchanged whether a watch takes the parts that an update leaves as they were from the
 *     version before it, which it remembers for that: for those who keep the objects as they are
 */
public record DecodeOptions(
    boolean skipManagedFields, @Nullable Sharing sharing, boolean reuseUnchanged) {
  /** Everything is decoded, nothing is shared. */
  public static final DecodeOptions DEFAULT = new DecodeOptions(false, null, false);

  /**
   * Returns these options with another {@code skipManagedFields}.
   *
   * @param skip the new value
   */
  public DecodeOptions withSkipManagedFields(boolean skip) {
    return new DecodeOptions(skip, sharing, reuseUnchanged);
  }

  /** Returns options for a list: these, with equal strings shared if they say nothing of that. */
  public DecodeOptions forList() {
    return sharing == null ? withSharing(Sharing.ofStrings()) : this;
  }

  /**
   * Returns these options with another {@code sharing}.
   *
   * @param newSharing the new value
   */
  public DecodeOptions withSharing(@Nullable Sharing newSharing) {
    return new DecodeOptions(skipManagedFields, newSharing, reuseUnchanged);
  }

  /**
   * Returns these options with another {@code reuseUnchanged}.
   *
   * @param reuse the new value
   */
  public DecodeOptions withReuseUnchanged(boolean reuse) {
    return new DecodeOptions(skipManagedFields, sharing, reuse);
  }
}
