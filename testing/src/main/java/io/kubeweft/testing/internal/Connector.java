package io.kubeweft.testing.internal;

import java.net.Socket;
import java.nio.channels.Channel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * A port, and every connection that was ever accepted on it.
 *
 * <p>Jetty forgets a connection that it has accepted and not yet registered when it stops: the
 * client would wait for an answer for good. There is no thread for accepting, because stopping
 * would interrupt it, and the JDK forgets what it is just accepting then.
 */
final class Connector extends ServerConnector {
  private final Set<Channel> accepted = ConcurrentHashMap.newKeySet();

  Connector(Server server, ConnectionFactory... protocols) {
    super(server, 0, 1, protocols);
  }

  @Override
  protected void configure(Socket socket) {
    accepted.removeIf(channel -> !channel.isOpen());
    accepted.add(socket.getChannel());
    super.configure(socket);
  }

  @Override
  protected void doStop() throws Exception {
    super.doStop();
    for (Channel channel : accepted) {
      channel.close();
    }
  }
}
