package io.kubeweft.internal.security;

import io.kubeweft.config.Authentication.ExecPlugin;
import io.kubeweft.config.ConfigException;
import io.kubeweft.config.PemSource;
import io.kubeweft.internal.time.Deadline;
import io.kubeweft.json.DecodeException;
import io.kubeweft.json.Json;
import io.kubeweft.json.JsonCodecs;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a credential plugin says (plugin/pkg/client/auth/exec in client-go): asked when there is
 * nothing, when it expires, and after a 401; by one caller at a time.
 */
final class ExecCredentials implements TokenSource {
  /** A credential that is about to expire may not outlive the way to the server. */
  private static final Duration MARGIN = Duration.ofSeconds(10);

  private final ExecPlugin plugin;
  private final Supplier<String> run;
  private final Supplier<Instant> now;
  private final SingleFlight<Credential> flight;
  private volatile @Nullable Credential last;
  private volatile @Nullable Credential rejected;

  private record Credential(
      @Nullable String authorization,
      TlsContexts.@Nullable Identity identity,
      @Nullable Instant expires) {}

  ExecCredentials(ExecPlugin plugin) {
    this(plugin, () -> new PluginProcess(plugin).run(), Instant::now);
  }

  ExecCredentials(ExecPlugin plugin, Supplier<String> run, Supplier<Instant> now) {
    this.plugin = plugin;
    this.run = run;
    this.now = now;
    this.flight = new SingleFlight<>("the credential plugin " + plugin.command());
  }

  @Override
  public @Nullable String authorization(Deadline deadline) throws TimeoutException {
    Credential known = last;
    return (known != null && isFresh(known) ? known : flight.get(this::ask, deadline))
        .authorization;
  }

  @Override
  public TlsContexts.@Nullable Identity identity() {
    Credential known = last;
    try {
      return (known != null ? known : flight.get(this::ask, null)).identity;
    } catch (TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  private boolean isFresh(Credential credential) {
    return credential != rejected
        && (credential.expires == null || now.get().isBefore(credential.expires.minus(MARGIN)));
  }

  private Credential ask() {
    Credential known = last;
    if (known != null && isFresh(known)) {
      return known;
    }
    Credential fresh = parse(run.get());
    last = fresh;
    return fresh;
  }

  /** A plugin that was asked since then need not be asked again. */
  @Override
  public boolean refresh(@Nullable String authorization) {
    Credential known = last;
    if (known != null && Objects.equals(authorization, known.authorization)) {
      rejected = known;
    }
    return true;
  }

  @Override
  public void close() {
    flight.close();
  }

  private Credential parse(String output) {
    JsonObject answer;
    try {
      answer = Json.parseObject(output);
    } catch (DecodeException e) {
      throw problem("its output is not JSON");
    }
    if (!"ExecCredential".equals(answer.getString("kind"))
        || !plugin.apiVersion().equals(answer.getString("apiVersion"))) {
      throw problem(
          "it answers with "
              + answer.getString("apiVersion")
              + " "
              + answer.getString("kind")
              + ", but the kubeconfig asks for "
              + plugin.apiVersion()
              + " ExecCredential");
    }
    String token = text(answer, "token");
    TlsContexts.Identity identity = identity(answer);
    if (token == null && identity == null) {
      throw problem("its status has neither a token nor a client certificate");
    }
    return new Credential(token == null ? null : "Bearer " + token, identity, expiry(answer));
  }

  /** An empty text is an absent one, as in Go. */
  private static @Nullable String text(JsonObject answer, String field) {
    String text = answer.getString("status", field);
    return text == null || text.isEmpty() ? null : text;
  }

  private TlsContexts.@Nullable Identity identity(JsonObject answer) {
    String certificate = text(answer, "clientCertificateData");
    String key = text(answer, "clientKeyData");
    if ((certificate == null) != (key == null)) {
      throw problem("its status must have both clientCertificateData and clientKeyData, or none");
    }
    return certificate == null || key == null
        ? null
        : new TlsContexts.Identity(pem(certificate), pem(key));
  }

  private static PemSource pem(String text) {
    return PemSource.of(text.getBytes(StandardCharsets.US_ASCII));
  }

  private @Nullable Instant expiry(JsonObject answer) {
    String text = answer.getString("status", "expirationTimestamp");
    if (text == null) {
      return null;
    }
    try {
      return Json.fromTree(JsonCodecs.TIME, new JsonString(text));
    } catch (DecodeException e) {
      throw problem("its expirationTimestamp is not a time: " + text);
    }
  }

  private ConfigException problem(String problem) {
    return new ConfigException("the credential plugin " + plugin.command() + ": " + problem, null);
  }
}
