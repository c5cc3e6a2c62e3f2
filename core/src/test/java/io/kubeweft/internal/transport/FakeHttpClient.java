package io.kubeweft.internal.transport;

import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * A JDK client that sends nothing. It remembers how it was shut down, and hands out what it was
 * given to send, to be answered by the test.
 */
final class FakeHttpClient extends HttpClient {
  boolean shutDown;
  boolean shutDownNow;

  /** Of the last {@link #sendAsync}. */
  final CompletableFuture<HttpResponse<Object>> exchange = new CompletableFuture<>();

  HttpResponse.@Nullable BodyHandler<?> bodies;

  /** Thrown by {@link #sendAsync}; null to send. */
  @Nullable RuntimeException refusal;

  @Override
  public void shutdown() {
    shutDown = true;
  }

  @Override
  public void shutdownNow() {
    shutDownNow = true;
  }

  @Override
  public boolean isTerminated() {
    return false;
  }

  @Override
  public Optional<CookieHandler> cookieHandler() {
    return Optional.empty();
  }

  @Override
  public Optional<Duration> connectTimeout() {
    return Optional.empty();
  }

  @Override
  public Redirect followRedirects() {
    return Redirect.NEVER;
  }

  @Override
  public Optional<ProxySelector> proxy() {
    return Optional.empty();
  }

  @Override
  public SSLContext sslContext() {
    throw new UnsupportedOperationException();
  }

  @Override
  public SSLParameters sslParameters() {
    return new SSLParameters();
  }

  @Override
  public Optional<Authenticator> authenticator() {
    return Optional.empty();
  }

  @Override
  public Version version() {
    return Version.HTTP_2;
  }

  @Override
  public Optional<Executor> executor() {
    return Optional.empty();
  }

  @Override
  public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    if (refusal != null) {
      throw refusal;
    }
    bodies = handler;
    @SuppressWarnings({"unchecked", "rawtypes"}) // all handlers of the transport are of objects
    CompletableFuture<HttpResponse<T>> typed = (CompletableFuture) exchange;
    return typed;
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request,
      HttpResponse.BodyHandler<T> handler,
      HttpResponse.PushPromiseHandler<T> pushes) {
    throw new UnsupportedOperationException();
  }
}
