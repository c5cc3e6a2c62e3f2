package io.kubeweft.discovery;

import io.kubeweft.json.DecodeException;
import io.kubeweft.rest.ApiException;
import io.kubeweft.rest.RestClient;
import io.kubeweft.rest.RestRequest;
import io.kubeweft.rest.RestResponse;
import io.kubeweft.rest.Verb;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads documents, and remembers them in memory and on disk.
 *
 * <p>A document that is old is not read again but asked for by its ETag, which costs an answer
 * without a body unless it has changed. Safe for use by any number of threads: two that miss the
 * same document at once both read it, and either result is right.
 */
final class DocumentCache {
  private static final int NOT_MODIFIED = 304;

  private final RestClient rest;
  private final @Nullable DiskStore disk;
  private final Duration timeToLive;
  private final Duration timeout;
  private final Supplier<Instant> clock;
  private final Map<String, Entry<?>> memory = new ConcurrentHashMap<>();

  DocumentCache(
      RestClient rest,
      @Nullable DiskStore disk,
      Duration timeToLive,
      Duration timeout,
      Supplier<Instant> clock) {
    this.rest = rest;
    this.disk = disk;
    this.timeToLive = timeToLive;
    this.timeout = timeout;
    this.clock = clock;
  }

  /** What was read of a document, and when the server said last that it is still right. */
  record Entry<T>(T value, @Nullable String hash, String etag, Instant validatedAt) {}

  /**
   * Returns a document.
   *
   * @param source where it comes from
   * @param since what the server has not confirmed after this is asked for again
   */
  <T> Entry<T> get(Source<T> source, Instant since) {
    Entry<T> known = known(source);
    if (known != null && isFresh(source, known, since)) {
      return known;
    }
    Instant now = clock.get();
    RestResponse answer;
    try {
      answer = rest.send(request(source, known));
    } catch (ApiException e) {
      if (known == null || e.code() != NOT_MODIFIED) {
        throw e;
      }
      if (disk != null) {
        disk.validated(source, now);
      }
      return remember(source, new Entry<>(known.value(), known.hash(), known.etag(), now));
    }
    Document document = document(answer, now);
    T value = source.reader().read(document);
    if (disk != null) {
      disk.write(source, document);
    }
    return remember(source, new Entry<>(value, source.hash(), document.etag(), now));
  }

  private static Document document(RestResponse answer, Instant now) {
    String contentType = answer.head().header("Content-Type");
    String etag = answer.head().header("ETag");
    return new Document(
        contentType == null ? "" : contentType, etag == null ? "" : etag, now, answer.body());
  }

  private RestRequest request(Source<?> source, @Nullable Entry<?> known) {
    RestRequest.Builder request =
        RestRequest.builder(Verb.GET, source.path())
            .header("Accept", source.accept())
            .query("hash", source.hash())
            .timeout(timeout);
    if (known != null && !known.etag().isEmpty()) {
      request.header("If-None-Match", known.etag());
    }
    return request.build();
  }

  private <T> Entry<T> remember(Source<T> source, Entry<T> entry) {
    if (source.inMemory()) {
      memory.put(source.key(), entry);
    }
    return entry;
  }

  private <T> @Nullable Entry<T> known(Source<T> source) {
    @SuppressWarnings("unchecked") // a source of this path and form is always read as the same
    Entry<T> entry = (Entry<T>) memory.get(source.key());
    if (entry != null && hasHash(entry, source)) {
      return entry;
    }
    Document document = disk == null ? null : disk.read(source);
    if (document == null) {
      return null;
    }
    try {
      T value = source.reader().read(document);
      return remember(
          source, new Entry<>(value, source.hash(), document.etag(), document.validatedAt()));
    } catch (DecodeException e) {
      return null;
    }
  }

  private static boolean hasHash(Entry<?> entry, Source<?> source) {
    return source.hash() == null || source.hash().equals(entry.hash());
  }

  /** A time in the future was set by a clock that was wrong: it says nothing. */
  private boolean isFresh(Source<?> source, Entry<?> entry, Instant since) {
    if (source.hash() != null) {
      return true;
    }
    Instant now = clock.get();
    Instant validatedAt = entry.validatedAt();
    return validatedAt.isAfter(since)
        && !validatedAt.isAfter(now)
        && Duration.between(validatedAt, now).compareTo(timeToLive) < 0;
  }
}
