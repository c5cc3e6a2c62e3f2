package io.kubeweft.testing.internal.openapi;

import io.kubeweft.json.Json;
import io.kubeweft.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The documents as they are now; each is written once for as long as the same is declared. */
public final class OpenApi {
  private static final String ROOT = "/openapi/v3";

  /**
   * A document.
   *
   * @param bytes its text
   * @param hash of the text
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Document(byte[] bytes, String hash) {}

  /** The documents for one set of definitions. */
  private static final class Edition {
    final List<JsonObject> definitions;
    final Api api;
    final Map<String, Document> documents = new ConcurrentHashMap<>();

    Edition(JsonObject facts, List<JsonObject> definitions) {
      this.definitions = definitions;
      this.api = Api.of(facts, definitions);
    }
  }

  private final JsonObject facts;
  private final Supplier<Collection<JsonObject>> definitions;
  private volatile @Nullable Edition edition;

  /**
   * Makes it.
   *
   * @param facts of the pinned API
   * @param definitions the CustomResourceDefinitions that there are
   */
  public OpenApi(JsonObject facts, Supplier<Collection<JsonObject>> definitions) {
    this.facts = facts;
    this.definitions = definitions;
  }

  private Edition edition() {
    List<JsonObject> now = List.copyOf(definitions.get());
    Edition known = edition;
    if (known == null || !known.definitions.equals(now)) {
      known = new Edition(facts, now);
      edition = known;
    }
    return known;
  }

  /** Returns the document of OpenAPI v2. */
  public Document v2() {
    Edition now = edition();
    return now.documents.computeIfAbsent("", key -> document(new DocumentV2(now.api).document()));
  }

  /** Returns the index of the documents of OpenAPI v3. */
  public JsonObject index() {
    Edition now = edition();
    JsonObject.Builder paths = JsonObject.builder();
    for (String root : new DocumentV3(now.api).roots()) {
      String url = ROOT + root + "?hash=" + hash(now, root);
      paths.put(root.substring(1), JsonObject.builder().put("serverRelativeURL", url).build());
    }
    return JsonObject.of("paths", paths.build());
  }

  /** What is in a document says its hash, without that the document is written. */
  private static String hash(Edition now, String root) {
    StringBuilder text = new StringBuilder(now.api.version()).append(root);
    for (JsonObject definition : now.definitions) {
      if (root.contains("/" + definition.getString("spec", "group") + "/")) {
        text.append(Json.write(definition.getObject("spec")));
      }
    }
    return sha512(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Returns a document of OpenAPI v3; null if there is none.
   *
   * @param root such as {@code /apis/apps/v1}
   */
  public @Nullable Document v3(String root) {
    Edition now = edition();
    Document known = now.documents.get(root);
    if (known == null) {
      JsonObject document = new DocumentV3(now.api).document(root);
      if (document == null) {
        return null;
      }
      byte[] bytes = Json.write(document).getBytes(StandardCharsets.UTF_8);
      known = new Document(bytes, hash(now, root));
      now.documents.put(root, known);
    }
    return known;
  }

  private static Document document(JsonObject json) {
    byte[] bytes = Json.write(json).getBytes(StandardCharsets.UTF_8);
    return new Document(bytes, sha512(bytes));
  }

  private static String sha512(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-512").digest(bytes);
      return HexFormat.of().formatHex(digest).toUpperCase(Locale.ROOT);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
