/** A Kubernetes API server in memory, for tests. */
module io.kubeweft.testing {
  requires transitive io.kubeweft.core;
  requires transitive org.jspecify;
  requires java.naming;
  requires static org.junit.jupiter.api;
  requires org.eclipse.jetty.alpn.server;
  requires org.eclipse.jetty.http2.common;
  requires org.eclipse.jetty.http2.server;
  requires org.eclipse.jetty.server;
  requires org.eclipse.jetty.websocket.core.common;
  requires org.eclipse.jetty.websocket.core.server;

  exports io.kubeweft.testing;
}
