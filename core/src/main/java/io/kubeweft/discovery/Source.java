package io.kubeweft.discovery;

import org.jspecify.annotations.Nullable;

/**
 * Where a document comes from, and what it is read as.
 *
 * @param path below the server's address, encoded
 * @param accept the media types, best first
 * @param hash names the content that is wanted, which therefore never changes; null for whatever is
 *     there now
 * @param inMemory whether what was read is kept in memory
 * @param reader makes a value of the document
 */
record Source<T>(
    String path, String accept, @Nullable String hash, boolean inMemory, Reader<T> reader) {
  /** Makes a value of a document; may throw a DecodeException. */
  @FunctionalInterface
  interface Reader<T> {
    T read(Document document);
  }

  /** What is the same for all states of the document. */
  String key() {
    return path + " " + accept;
  }
}
