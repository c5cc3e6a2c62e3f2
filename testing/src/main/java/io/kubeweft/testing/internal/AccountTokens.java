package io.kubeweft.testing.internal;

import io.kubeweft.json.DecodeException;
import io.kubeweft.json.Json;
import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonNull;
import io.kubeweft.json.JsonNumber;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.testing.internal.validation.Causes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Issues tokens of service accounts, and recognises them as long as they and what they are bound to
 * live: JSON web tokens, signed with a key of this server (KEP-1205).
 */
final class AccountTokens {
  static final String AUDIENCE = "https://kubernetes.default.svc";
  private static final String ALGORITHM = "HmacSHA256";
  private static final long DEFAULT_SECONDS = 3600;
  private static final long LEAST_SECONDS = 600;
  private static final long MOST_SECONDS = 1L << 32;
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final String HEADER = encoded("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");

  private final Store store;
  private final Supplier<Instant> now;
  private final SecretKeySpec key;

  AccountTokens(Store store, Supplier<Instant> now) {
    this.store = store;
    this.now = now;
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    this.key = new SecretKeySpec(secret, ALGORITHM);
  }

  private static String encoded(String text) {
    return ENCODER.encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Answers a TokenRequest.
   *
   * @param account whose token it will be
   * @param request what is asked for
   */
  JsonObject issue(JsonObject account, JsonObject request) {
    JsonObject spec = request.getObject("spec");
    Long wanted = spec.getLong("expirationSeconds");
    long seconds = wanted == null ? DEFAULT_SECONDS : wanted;
    checkDuration(seconds);
    Instant begin = now.get().truncatedTo(ChronoUnit.SECONDS);
    Instant end = begin.plusSeconds(seconds);
    JsonArray audiences = spec.getArray("audiences");
    JsonArray audience = audiences.isEmpty() ? JsonArray.ofStrings(AUDIENCE) : audiences;
    JsonObject bound = bound(Trees.namespace(account), spec.getObject("boundObjectRef"));
    String token = signed(claims(account, audience, begin, end, bound));
    JsonObject metadata =
        JsonObject.builder()
            .put("name", Trees.name(account))
            .put("namespace", Trees.namespace(account))
            .put("uid", Trees.uid(account))
            .put("creationTimestamp", begin.toString())
            .build();
    return JsonObject.builder()
        .put("kind", "TokenRequest")
        .put("apiVersion", "authentication.k8s.io/v1")
        .put("metadata", metadata)
        .put(
            "spec",
            JsonObject.builder()
                .put("audiences", audience)
                .put("expirationSeconds", seconds)
                .put(
                    "boundObjectRef",
                    bound.isEmpty() ? JsonNull.NULL : spec.getObject("boundObjectRef"))
                .build())
        .put(
            "status",
            JsonObject.builder()
                .put("token", token)
                .put("expirationTimestamp", end.toString())
                .build())
        .build();
  }

  private static void checkDuration(long seconds) {
    String problem =
        seconds < LEAST_SECONDS
            ? "may not specify a duration less than 10 minutes"
            : seconds > MOST_SECONDS ? "may not specify a duration larger than 2^32 seconds" : "";
    if (!problem.isEmpty()) {
      Causes causes = new Causes();
      causes.invalid("spec.expirationSeconds", JsonNumber.of(seconds), problem);
      throw ApiFailure.invalid("authentication.k8s.io", "TokenRequest", "", causes.list());
    }
  }

  /** The object that a token ends with, as a claim; empty for none. */
  private JsonObject bound(String namespace, JsonObject reference) {
    if (reference.isEmpty()) {
      return JsonObject.EMPTY;
    }
    String kind = Trees.text(reference, "kind").toLowerCase(Locale.ROOT);
    String name = Trees.text(reference, "name");
    JsonObject object = find(kind, namespace, name);
    if (object == null) {
      throw ApiFailure.notFound(Resource.anonymous(kind + "s"), name);
    }
    String uid = Trees.text(reference, "uid");
    if (!uid.isEmpty() && !uid.equals(Trees.uid(object))) {
      throw ApiFailure.conflict(
          Resource.anonymous(kind + "s"),
          name,
          "the UID in the bound object reference ("
              + uid
              + ") does not match the UID in record. The object might have been deleted and then"
              + " recreated");
    }
    return JsonObject.of(kind, reference(object));
  }

  private @Nullable JsonObject find(String kind, String namespace, String name) {
    String place = kind.equals("node") ? "" : namespace;
    return store.get(new Store.Key(kind + "s", place, name));
  }

  private static JsonObject reference(JsonObject object) {
    return JsonObject.builder()
        .put("name", Trees.name(object))
        .put("uid", Trees.uid(object))
        .build();
  }

  private static JsonObject claims(
      JsonObject account, JsonArray audience, Instant begin, Instant end, JsonObject bound) {
    String namespace = Trees.namespace(account);
    JsonObject.Builder kubernetes =
        JsonObject.builder().put("namespace", namespace).put("serviceaccount", reference(account));
    bound.members().forEach(kubernetes::put);
    return JsonObject.builder()
        .put("aud", audience)
        .put("exp", end.getEpochSecond())
        .put("iat", begin.getEpochSecond())
        .put("iss", AUDIENCE)
        .put("jti", UUID.randomUUID().toString())
        .put("kubernetes.io", kubernetes.build())
        .put("nbf", begin.getEpochSecond())
        .put("sub", Caller.ACCOUNT + namespace + ":" + Trees.name(account))
        .build();
  }

  private String signed(JsonObject claims) {
    String text = HEADER + "." + encoded(Json.write(claims));
    return text + "." + ENCODER.encodeToString(signature(text));
  }

  private byte[] signature(String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no " + ALGORITHM, e);
    }
  }

  /**
   * Returns whose token it is; null if it is none of ours, or no longer good.
   *
   * @param audiences one of which it must be for
   */
  @Nullable Caller caller(String token, List<String> audiences) {
    JsonObject claims = verified(token);
    if (claims == null) {
      return null;
    }
    Long end = claims.getLong("exp");
    boolean fits =
        claims.getArray("aud").values().stream().map(Trees::plain).anyMatch(audiences::contains);
    if (end == null || now.get().getEpochSecond() >= end || !fits || !isAlive(claims)) {
      return null;
    }
    JsonObject kubernetes = claims.getObject("kubernetes.io");
    String namespace = Trees.text(kubernetes, "namespace");
    Caller known = Caller.known(Trees.text(claims, "sub"), Caller.accountGroups(namespace));
    JsonObject extra =
        JsonObject.of(
            "authentication.kubernetes.io/credential-id",
            JsonArray.of(new JsonString("JTI=" + Trees.text(claims, "jti"))));
    String uid = Trees.text(kubernetes, "serviceaccount", "uid");
    return new Caller(known.user(), uid, known.groups(), withPod(extra, kubernetes));
  }

  private static JsonObject withPod(JsonObject extra, JsonObject kubernetes) {
    JsonObject pod = kubernetes.getObject("pod");
    return pod.isEmpty()
        ? extra
        : extra
            .with(
                "authentication.kubernetes.io/pod-name",
                JsonArray.ofStrings(Trees.text(pod, "name")))
            .with(
                "authentication.kubernetes.io/pod-uid",
                JsonArray.ofStrings(Trees.text(pod, "uid")));
  }

  private @Nullable JsonObject verified(String token) {
    int dot = token.lastIndexOf('.');
    if (dot < 0) {
      return null;
    }
    String text = token.substring(0, dot);
    try {
      byte[] given = Base64.getUrlDecoder().decode(token.substring(dot + 1));
      if (!MessageDigest.isEqual(given, signature(text))) {
        return null;
      }
      String claims = text.substring(text.indexOf('.') + 1);
      return Json.parse(Base64.getUrlDecoder().decode(claims)) instanceof JsonObject object
          ? object
          : null;
    } catch (IllegalArgumentException | DecodeException e) {
      return null;
    }
  }

  /** The account and what the token is bound to must be those that were there then. */
  private boolean isAlive(JsonObject claims) {
    JsonObject kubernetes = claims.getObject("kubernetes.io");
    String namespace = Trees.text(kubernetes, "namespace");
    for (String kind : List.of("serviceaccount", "pod", "secret", "node")) {
      JsonObject reference = kubernetes.getObject(kind);
      if (!reference.isEmpty()) {
        JsonObject object = find(kind, namespace, Trees.text(reference, "name"));
        if (object == null || !Trees.uid(object).equals(Trees.text(reference, "uid"))) {
          return false;
        }
      }
    }
    return true;
  }
}
