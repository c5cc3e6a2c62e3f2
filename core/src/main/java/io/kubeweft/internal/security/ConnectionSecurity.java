package io.kubeweft.internal.security;

import io.kubeweft.config.Authentication;
import io.kubeweft.config.ClientConfig;
import io.kubeweft.config.ConfigException;
import io.kubeweft.config.PemSource;
import io.kubeweft.config.Tls;
import io.kubeweft.internal.call.Credentials;
import io.kubeweft.internal.time.Deadline;
import io.kubeweft.internal.time.Timer;
import io.kubeweft.internal.transport.ConnectionSettings;
import io.kubeweft.internal.transport.Transport;
import io.kubeweft.rest.RestRequest.Parameter;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Who sends requests, and over what connections.
 *
 * <p>Files of certificates and keys are looked at every few seconds while there are requests. When
 * their content has changed, a new SSL context, with a session cache of its own, takes the place of
 * the old one, and the generation grows, so that the transport retires its connections. Content
 * that can not be used leaves everything as it was.
 */
public final class ConnectionSecurity implements Credentials {
  private static final long CHECK_PERIOD = Duration.ofSeconds(10).toNanos();

  private final ClientConfig config;
  private final boolean encrypted;
  private final TokenSource tokens;
  private final List<Parameter> impersonation;
  private final Proxies.Choice proxy;
  private final LongSupplier nanoTime;

  /** Guards the making of a new state; files are read and keys parsed outside of it. */
  private final ReentrantLock lock = new ReentrantLock();

  private final AtomicLong nextCheck;
  private volatile @Nullable State state;

  /** The SSL context in use, and what it was made from. */
  private record State(SSLContext context, long generation, Material material) {}

  @SuppressWarnings("ArrayRecordComponent") // compared by sameAs alone
  private record Material(byte[] authority, byte[] certificate, byte[] key) {
    boolean sameAs(Material other) {
      return Arrays.equals(authority, other.authority)
          && Arrays.equals(certificate, other.certificate)
          && Arrays.equals(key, other.key);
    }
  }

  /**
   * Creates it; reads no file and starts no plugin yet.
   *
   * @param config says who and how
   * @param transports makes connections to others than the API server, to fetch tokens
   * @param timer ends answers of those that take too long
   * @throws ConfigException if the proxy can not be used
   */
  public ConnectionSecurity(
      ClientConfig config, Function<ConnectionSettings, Transport> transports, Timer timer) {
    this(config, transports, timer, System::nanoTime, System::getenv);
  }

  ConnectionSecurity(
      ClientConfig config,
      Function<ConnectionSettings, Transport> transports,
      Timer timer,
      LongSupplier nanoTime,
      Function<String, @Nullable String> variables) {
    this.config = config;
    this.encrypted = "https".equalsIgnoreCase(config.server().getScheme());
    this.nanoTime = nanoTime;
    this.tokens = tokens(config.authentication(), transports, timer, nanoTime);
    this.impersonation = ImpersonationHeaders.of(config.impersonation());
    this.proxy = Proxies.of(config.server(), config.proxy(), variables);
    this.nextCheck = new AtomicLong(nanoTime.getAsLong() + CHECK_PERIOD);
    if (encrypted && config.tls().insecure()) {
      log()
          .log(
              Level.WARNING,
              "insecure-skip-tls-verify: whoever answers at {0} is trusted and gets the"
                  + " credentials",
              config.server());
    }
  }

  private static TokenSource tokens(
      @Nullable Authentication authentication,
      Function<ConnectionSettings, Transport> transports,
      Timer timer,
      LongSupplier nanoTime) {
    // Not a switch, which would have to be linked before the first call.
    if (authentication == null) {
      return new TokenSource.Fixed(null);
    }
    if (authentication instanceof Authentication.Token(String token)) {
      return new TokenSource.Fixed("Bearer " + token);
    }
    if (authentication instanceof Authentication.TokenFile token) {
      return new FileToken(token.file(), token.initial(), nanoTime);
    }
    if (authentication instanceof Authentication.Basic basic) {
      return new TokenSource.Fixed(basic(basic));
    }
    if (authentication instanceof Authentication.Exec(Authentication.ExecPlugin plugin)) {
      return new ExecCredentials(plugin);
    }
    return new OidcTokens((Authentication.Oidc) authentication, transports, timer, Instant::now);
  }

  private static String basic(Authentication.Basic basic) {
    byte[] pair = (basic.user() + ":" + basic.password()).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  /** Returns what connections to the API server are made from. */
  public ConnectionSettings connectionSettings() {
    DelegatingSslContext context =
        new DelegatingSslContext(() -> current().context, config.tls().serverName());
    return new ConnectionSettings(
        config.server(),
        config.http2(),
        config.connectTimeout(),
        () -> context,
        proxy.selector(),
        proxy.authorization(),
        this::generation);
  }

  @Override
  public List<Parameter> headers(Deadline deadline) throws TimeoutException {
    String authorization = tokens.authorization(deadline);
    if (authorization != null && !TokenSource.isPrintable(authorization)) {
      // The JDK's message would repeat the token.
      throw new ConfigException(
          "the token of " + config.authentication() + " has characters that a header can not hold",
          null);
    }
    if (encrypted) {
      // Here rather than with the first engine, so that the caller learns what is wrong.
      useIdentity();
    }
    return authorization == null
        ? List.of()
        : List.of(new Parameter("Authorization", authorization));
  }

  @Override
  public List<Parameter> impersonation() {
    // Asked for with every request, even with one that brings its own Authorization.
    checkFilesIfDue();
    return impersonation;
  }

  @Override
  public boolean refresh(List<Parameter> rejected) {
    String authorization =
        rejected.stream()
            .filter(header -> header.name().equals("Authorization"))
            .map(Parameter::value)
            .findFirst()
            .orElse(null);
    return tokens.refresh(authorization);
  }

  @Override
  public void close() {
    tokens.close();
  }

  private State current() {
    State known = state;
    return known == null ? replace(null) : known;
  }

  /** A plugin may have come with another certificate. */
  private void useIdentity() {
    State known = current();
    TlsContexts.Identity identity = tokens.identity();
    if (identity != null
        && !Arrays.equals(identity.certificate().read(), known.material.certificate)) {
      State unused = replace(known);
    }
  }

  /** Reads no file: the transport asks for it under a lock. */
  private long generation() {
    State known = state;
    return known == null ? 0 : known.generation;
  }

  private void checkFilesIfDue() {
    State known = state;
    long now = nanoTime.getAsLong();
    long due = nextCheck.get();
    if (known != null && now - due >= 0 && nextCheck.compareAndSet(due, now + CHECK_PERIOD)) {
      checkFiles(known);
    }
  }

  private void checkFiles(State known) {
    try {
      if (!known.material.sameAs(material())) {
        State unused = replace(known);
        log().log(Level.INFO, "certificates have changed; new connections use the new ones");
      }
    } catch (ConfigException e) {
      log().log(Level.WARNING, "certificates can not be read again; the old ones stay in use", e);
    }
  }

  /** Makes another state, unless somebody else has done so since the known one. */
  private State replace(@Nullable State known) {
    Material material = material();
    Tls tls = config.tls();
    PemSource authority =
        tls.certificateAuthority() == null ? null : PemSource.of(material.authority);
    Tls fixed = authority == null ? tls : tls.withCertificateAuthority(authority);
    SSLContext context;
    try {
      context = TlsContexts.create(fixed, identity(material));
    } catch (ConfigException e) {
      throw named(e);
    }
    lock.lock();
    try {
      State latest = state;
      if (latest != null && latest != known) {
        return latest;
      }
      State fresh = new State(context, known == null ? 0 : known.generation + 1, material);
      state = fresh;
      return fresh;
    } finally {
      lock.unlock();
    }
  }

  /** The content has been read before it was parsed: the file's name is added here. */
  private ConfigException named(ConfigException failure) {
    Tls tls = config.tls();
    return new ConfigException(
        failure.getMessage()
            + source("certificate-authority", tls.certificateAuthority())
            + source("client-certificate", tls.clientCertificate())
            + source("client-key", tls.clientKey()),
        failure.getCause());
  }

  private static String source(String field, @Nullable PemSource source) {
    return source == null ? "" : "; " + field + " is from " + source;
  }

  private static TlsContexts.@Nullable Identity identity(Material material) {
    return material.certificate.length == 0
        ? null
        : new TlsContexts.Identity(PemSource.of(material.certificate), PemSource.of(material.key));
  }

  private Material material() {
    Tls tls = config.tls();
    TlsContexts.Identity fromPlugin = tokens.identity();
    PemSource certificate = fromPlugin == null ? tls.clientCertificate() : fromPlugin.certificate();
    PemSource key = fromPlugin == null ? tls.clientKey() : fromPlugin.key();
    return new Material(read(tls.certificateAuthority()), read(certificate), read(key));
  }

  private static byte[] read(@Nullable PemSource source) {
    return source == null ? new byte[0] : source.read();
  }

  /** Not a constant: most programs never write there, and the first logger takes its time. */
  private static System.Logger log() {
    return System.getLogger(ConnectionSecurity.class.getName());
  }
}
