package io.kubeweft.discovery;

import io.kubeweft.json.Json;
import io.kubeweft.json.JsonCodecs;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonValue;
import io.kubeweft.meta.GroupVersion;
import io.kubeweft.rest.RestRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The schemas that an API server publishes: one document of OpenAPI v2, or one of v3 for each
 * version of each group.
 *
 * <p>A document of v3 is named by a hash of its content, so one that was read once is never read
 * again while it is the same. That of v2 is asked for by its ETag. Requests block, fail and are
 * cancelled as any request.
 */
public final class OpenApiDocuments {
  private static final String JSON = "application/json";
  private static final String V3_ROOT = "/openapi/v3";

  private final DocumentCache documents;
  private final boolean inMemory;
  private final Supplier<Instant> invalidatedAt;
  private final Supplier<Instant> clock;

  /** Documents are large: they are kept in memory only where there is no disk. */
  OpenApiDocuments(
      DocumentCache documents,
      boolean disk,
      Supplier<Instant> invalidatedAt,
      Supplier<Instant> clock) {
    this.documents = documents;
    this.inMemory = !disk;
    this.invalidatedAt = invalidatedAt;
    this.clock = clock;
  }

  /** An OpenAPI document in JSON. */
  public static final class Schema {
    private final String path;
    private final byte[] bytes;

    private Schema(String path, byte[] bytes) {
      this.path = path;
      this.bytes = bytes;
    }

    /** Returns where it comes from, below the server's address. */
    public String path() {
      return path;
    }

    /** Returns the document as UTF-8 text. It is not a copy: do not change it. */
    public byte[] bytes() {
      return bytes;
    }

    /** Returns the document as a tree; parses it at each call. */
    public JsonObject json() {
      return Json.read(JsonCodecs.OBJECT, bytes);
    }

    /** Returns the document as text. */
    public String text() {
      return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Returns where it comes from, and its size. */
    @Override
    public String toString() {
      return path + ", " + bytes.length + " bytes";
    }
  }

  /**
   * Returns the OpenAPI v2 document, which describes all resources at once: some megabytes.
   *
   * @throws io.kubeweft.rest.ApiException if the server has none
   */
  public Schema v2() {
    String path = "/openapi/v2";
    return documents.get(source(path, null), invalidatedAt.get()).value();
  }

  /**
   * Returns for what there are OpenAPI v3 documents, such as {@code api/v1} and {@code
   * apis/apps/v1}.
   *
   * @throws io.kubeweft.rest.ApiException if the server has none
   */
  public Set<String> v3Paths() {
    return Collections.unmodifiableSet(index(invalidatedAt.get()).keySet());
  }

  /**
   * Returns the OpenAPI v3 document of one version of a group, or null if there is none.
   *
   * @param groupVersion such as {@code apps/v1}
   * @throws io.kubeweft.rest.ApiException if the server has no OpenAPI v3
   */
  public @Nullable Schema v3(GroupVersion groupVersion) {
    return v3((groupVersion.group().isEmpty() ? "api/" : "apis/") + groupVersion);
  }

  /**
   * Returns an OpenAPI v3 document, or null if there is none.
   *
   * @param path one of {@link #v3Paths}; if it is new, the server is asked again for those
   * @throws io.kubeweft.rest.ApiException if the server has no OpenAPI v3
   */
  public @Nullable Schema v3(String path) {
    Instant begin = clock.get();
    String location = index(invalidatedAt.get()).get(path);
    if (location == null) {
      location = index(begin).get(path);
    }
    if (location == null) {
      return null;
    }
    int query = location.indexOf('?');
    String plain = query < 0 ? location : location.substring(0, query);
    String hash = query < 0 ? null : hash(location.substring(query + 1));
    return documents.get(source(plain, hash), invalidatedAt.get()).value();
  }

  private static @Nullable String hash(String query) {
    for (String parameter : query.split("&", -1)) {
      if (parameter.startsWith("hash=")) {
        return parameter.substring("hash=".length());
      }
    }
    return null;
  }

  private Source<Schema> source(String path, @Nullable String hash) {
    return new Source<>(
        RestRequest.get(path).path(),
        JSON,
        hash,
        inMemory,
        document -> new Schema(path, document.body()));
  }

  /** Paths, and where the document of each is. */
  private Map<String, String> index(Instant since) {
    Source<Map<String, String>> source =
        new Source<>(V3_ROOT, JSON, null, true, OpenApiDocuments::locations);
    return documents.get(source, since).value();
  }

  private static Map<String, String> locations(Document document) {
    Map<String, String> locations = new LinkedHashMap<>();
    JsonObject paths = Json.read(JsonCodecs.OBJECT, document.body()).getObject("paths");
    for (Map.Entry<String, JsonValue> path : paths.members().entrySet()) {
      if (path.getValue() instanceof JsonObject entry) {
        String location = entry.getString("serverRelativeURL");
        locations.put(path.getKey(), location == null ? V3_ROOT + "/" + path.getKey() : location);
      }
    }
    return locations;
  }
}
