package io.kubeweft.internal.security;

import io.kubeweft.config.Authentication;
import io.kubeweft.config.ConfigException;
import io.kubeweft.config.PemSource;
import io.kubeweft.config.Tls;
import io.kubeweft.internal.call.GuardedBody;
import io.kubeweft.internal.time.Deadline;
import io.kubeweft.internal.time.Timer;
import io.kubeweft.internal.transport.ConnectionSettings;
import io.kubeweft.internal.transport.HttpAnswer;
import io.kubeweft.internal.transport.HttpCall;
import io.kubeweft.internal.transport.Lane;
import io.kubeweft.internal.transport.Transport;
import io.kubeweft.json.DecodeException;
import io.kubeweft.json.Json;
import io.kubeweft.json.JsonObject;
import io.kubeweft.rest.CancelledException;
import io.kubeweft.rest.RestRequest.Parameter;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The auth provider {@code oidc} (plugin/pkg/client/auth/oidc in client-go): the id token as long
 * as it lasts, then another one for the refresh token.
 */
final class OidcTokens implements TokenSource {
  private static final Duration MARGIN = Duration.ofSeconds(10);
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Set<String> SECRET = Set.of("client-secret", "id-token", "refresh-token");

  private static final System.Logger LOG = System.getLogger(OidcTokens.class.getName());

  private final Authentication.Oidc provider;
  private final Function<ConnectionSettings, Transport> transports;
  private final Supplier<Instant> now;
  private final Timer timer;
  private final Duration timeout;
  private final SingleFlight<Map<String, String>> flight =
      new SingleFlight<>("the auth provider oidc");
  private volatile Map<String, String> settings;
  private volatile @Nullable String rejected;

  OidcTokens(
      Authentication.Oidc provider,
      Function<ConnectionSettings, Transport> transports,
      Timer timer,
      Supplier<Instant> now) {
    this(provider, transports, timer, now, TIMEOUT);
  }

  OidcTokens(
      Authentication.Oidc provider,
      Function<ConnectionSettings, Transport> transports,
      Timer timer,
      Supplier<Instant> now,
      Duration timeout) {
    this.timer = timer;
    this.timeout = timeout;
    this.provider = provider;
    this.transports = transports;
    this.now = now;
    this.settings = provider.settings();
  }

  private static @Nullable String setting(Map<String, String> settings, String name) {
    String value = settings.get(name);
    return value == null || value.isEmpty() ? null : value;
  }

  @Override
  public @Nullable String authorization(Deadline deadline) throws TimeoutException {
    Map<String, String> current = settings;
    if (!isUsable(current)) {
      current = flight.get(this::fetchUnlessDone, deadline);
    }
    return "Bearer " + setting(current, "id-token");
  }

  private boolean isUsable(Map<String, String> current) {
    String token = setting(current, "id-token");
    return token != null
        && !token.equals(rejected)
        && now.get().isBefore(expiry(token).minus(MARGIN));
  }

  private Map<String, String> fetchUnlessDone() {
    Map<String, String> current = settings;
    if (isUsable(current)) {
      return current;
    }
    Map<String, String> fetched = fetch(current);
    settings = fetched;
    Authentication.TokenListener listener = provider.listener();
    if (listener != null) {
      keep(listener, fetched);
    }
    return fetched;
  }

  /** This program goes on with what it has; the next one may have to log in again. */
  private static void keep(Authentication.TokenListener listener, Map<String, String> fetched) {
    try {
      listener.fetched(
          fetched.getOrDefault("id-token", ""), fetched.getOrDefault("refresh-token", ""));
    } catch (ConfigException e) {
      LOG.log(Level.WARNING, "the new tokens of the auth provider oidc can not be kept", e);
    }
  }

  @Override
  public boolean refresh(@Nullable String authorization) {
    String token = setting(settings, "id-token");
    if (token != null && ("Bearer " + token).equals(authorization)) {
      rejected = token;
    }
    return setting(settings, "refresh-token") != null;
  }

  /** The claim {@code exp}; a token that can not be read counts as expired. */
  private static Instant expiry(String token) {
    try {
      String[] parts = token.split("\\.", -1);
      byte[] claims = Base64.getUrlDecoder().decode(parts[1]);
      Long seconds = ((JsonObject) Json.parse(claims)).getLong("exp");
      return seconds == null ? Instant.MIN : Instant.ofEpochSecond(seconds);
    } catch (RuntimeException e) {
      return Instant.EPOCH;
    }
  }

  private Map<String, String> fetch(Map<String, String> current) {
    String refreshToken = setting(current, "refresh-token");
    if (refreshToken == null) {
      throw problem("the id-token has expired and there is no refresh-token: log in again", null);
    }
    URI issuer = issuer(current);
    Tls tls = tls(current);
    String path = issuer.getPath().replaceAll("/$", "") + "/.well-known/openid-configuration";
    JsonObject found = send(issuer, tls, new HttpCall("GET", path, headers(null), null));
    String endpoint = found.getString("token_endpoint");
    if (endpoint == null) {
      throw problem("the issuer names no token_endpoint", null);
    }
    URI target = address(endpoint, "token_endpoint");
    byte[] form = form(current, refreshToken).getBytes(StandardCharsets.UTF_8);
    String query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
    JsonObject answer =
        send(
            target,
            tls,
            new HttpCall("POST", target.getRawPath() + query, headers(basic(current)), form));
    String idToken = answer.getString("id_token");
    if (idToken == null) {
      throw problem("the issuer has answered without an id_token: log in again", null);
    }
    Map<String, String> fresh = new HashMap<>(current);
    fresh.put("id-token", idToken);
    String next = answer.getString("refresh_token");
    fresh.put("refresh-token", next == null ? refreshToken : next);
    return Map.copyOf(fresh);
  }

  private URI issuer(Map<String, String> current) {
    return address(current.getOrDefault("idp-issuer-url", ""), "idp-issuer-url");
  }

  private URI address(String text, String name) {
    try {
      URI address = new URI(text);
      if (address.getScheme() != null && address.getHost() != null) {
        return address;
      }
    } catch (URISyntaxException e) {
      // said below
    }
    throw problem(name + " is not an address", null);
  }

  private Tls tls(Map<String, String> current) {
    String data = setting(current, "idp-certificate-authority-data");
    String file = setting(current, "idp-certificate-authority");
    if (data != null) {
      byte[] pem = Base64.getMimeDecoder().decode(data);
      return Tls.DEFAULT.withCertificateAuthority(PemSource.of(pem));
    }
    try {
      return file == null
          ? Tls.DEFAULT
          : Tls.DEFAULT.withCertificateAuthority(PemSource.ofFile(Path.of(file)));
    } catch (InvalidPathException e) {
      throw problem("idp-certificate-authority is not a path", null);
    }
  }

  private static String form(Map<String, String> current, String refreshToken) {
    return "grant_type=refresh_token&refresh_token="
        + encoded(refreshToken)
        + "&client_id="
        + encoded(current.getOrDefault("client-id", ""));
  }

  private static @Nullable String basic(Map<String, String> current) {
    String secret = setting(current, "client-secret");
    if (secret == null) {
      return null;
    }
    String pair = encoded(current.getOrDefault("client-id", "")) + ":" + encoded(secret);
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private static List<Parameter> headers(@Nullable String authorization) {
    Parameter accept = new Parameter("Accept", "application/json");
    Parameter type = new Parameter("Content-Type", "application/x-www-form-urlencoded");
    return authorization == null
        ? List.of(accept, type)
        : List.of(accept, type, new Parameter("Authorization", authorization));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private JsonObject send(URI target, Tls tls, HttpCall call) {
    URI origin = URI.create(target.getScheme() + "://" + target.getRawAuthority());
    ConnectionSettings connection =
        new ConnectionSettings(
            origin,
            false,
            timeout,
            () -> new DelegatingSslContext(() -> TlsContexts.create(tls, null), null),
            Proxies.of(origin, null, System::getenv).selector(),
            null,
            () -> 0);
    try (Transport transport = transports.apply(connection)) {
      Deadline deadline = Deadline.after(timeout, System::nanoTime);
      HttpAnswer answer = transport.send(call, Lane.UNARY, deadline);
      String body = read(answer, deadline);
      if (answer.head().status() != 200) {
        throw problem(
            "the issuer has answered with " + answer.head().status() + ": log in again", null);
      }
      return Json.parseObject(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException("interrupted while a token was fetched from " + origin, e);
    } catch (IOException | TimeoutException e) {
      throw problem("no answer from " + origin, e);
    } catch (DecodeException e) {
      throw problem(origin + " has not answered with JSON", null);
    }
  }

  private String read(HttpAnswer answer, Deadline deadline) throws IOException {
    try (GuardedBody body =
        new GuardedBody(
            answer.body(), answer.connection(), timer, System::nanoTime, closed -> {})) {
      body.endAfter(deadline.remainingNanos());
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    flight.close();
  }

  private ConfigException problem(String problem, @Nullable Throwable cause) {
    return new ConfigException(
        "the auth provider oidc of " + provider.settings().get("idp-issuer-url") + ": " + problem,
        cause);
  }

  /** Returns the settings that are not secret. */
  @Override
  public String toString() {
    Map<String, String> open = new HashMap<>(settings);
    open.keySet().removeAll(SECRET);
    return "OidcTokens" + open;
  }
}
