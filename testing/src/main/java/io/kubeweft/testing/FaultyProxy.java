package io.kubeweft.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A TCP proxy on a loopback port that breaks connections as its script says. The first connection
 * gets the first fault, and so on; connections after the script are passed through.
 *
 * <p>Bytes are passed as they are, so a proxy works in front of TLS too. Safe for use by many
 * threads.
 */
public final class FaultyProxy implements AutoCloseable {
  private static final int BUFFER = 16 * 1024;

  private final URI target;
  private final ServerSocket listener;
  private final Queue<ByteFault> script = new ConcurrentLinkedQueue<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition accepted = lock.newCondition();

  private FaultyProxy(URI target, ServerSocket listener) {
    this.target = target;
    this.listener = listener;
  }

  /**
   * Starts a proxy.
   *
   * @param target where to connect to; only its scheme, host and port count
   * @throws UncheckedIOException if it cannot listen
   */
  public static FaultyProxy start(URI target) {
    try {
      ServerSocket listener = new ServerSocket();
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      FaultyProxy proxy = new FaultyProxy(target, listener);
      Thread.ofVirtual().name("faulty-proxy").start(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns where clients connect to: the scheme of the target, and the proxy's host and port. */
  public URI uri() {
    return URI.create(target.getScheme() + "://127.0.0.1:" + listener.getLocalPort());
  }

  /**
   * Adds a fault to the script.
   *
   * @param fault for the next connection that has none yet
   */
  public void next(ByteFault fault) {
    script.add(fault);
  }

  /** Returns how many connections there were. */
  public int connections() {
    return connections.get();
  }

  /**
   * Waits until there were so many connections.
   *
   * @param count how many
   * @throws InterruptedException if the thread was interrupted
   */
  public void awaitConnections(int count) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (connections.get() < count) {
        accepted.await();
      }
    } finally {
      lock.unlock();
    }
  }

  private void countConnection() {
    lock.lock();
    try {
      connections.incrementAndGet();
      accepted.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Returns how many faults no connection has come for. */
  public int pendingFaults() {
    return script.size();
  }

  /** Closes all connections that are open now; new ones are accepted. */
  public void breakConnections() {
    open.forEach(FaultyProxy::closeQuietly);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        open.add(client);
        countConnection();
        ByteFault fault = script.poll();
        Thread.ofVirtual().name("faulty-proxy-connection").start(() -> serve(client, fault));
      } catch (IOException e) {
        // closed: the loop ends
      }
    }
  }

  private void serve(Socket client, @Nullable ByteFault fault) {
    try (client) {
      client.setTcpNoDelay(true);
      if (fault instanceof ByteFault.BlackHole) {
        client.getInputStream().transferTo(OutputStream.nullOutputStream());
        return;
      }
      try (Socket server = new Socket(target.getHost(), target.getPort())) {
        open.add(server);
        Thread.ofVirtual().name("faulty-proxy-upstream").start(() -> upstream(client, server));
        downstream(server, client, fault);
        open.remove(server);
      }
    } catch (IOException e) {
      // a side broke or was closed: so does the other
    } finally {
      open.remove(client);
    }
  }

  private static void upstream(Socket client, Socket server) {
    try {
      client.getInputStream().transferTo(server.getOutputStream());
      server.shutdownOutput();
    } catch (IOException e) {
      closeQuietly(server);
    }
  }

  private static void downstream(Socket server, Socket client, @Nullable ByteFault fault)
      throws IOException {
    InputStream in = server.getInputStream();
    OutputStream out = client.getOutputStream();
    long limit = limit(fault);
    byte[] buffer = new byte[BUFFER];
    long passed = 0;
    while (passed < limit) {
      int wanted = (int) Math.min(buffer.length, limit - passed);
      int read = in.read(buffer, 0, wanted);
      if (read < 0) {
        return;
      }
      if (fault instanceof ByteFault.SplitEveryByte) {
        for (int i = 0; i < read; i++) {
          out.write(buffer, i, 1);
        }
      } else {
        out.write(buffer, 0, read);
      }
      passed += read;
    }
    if (fault instanceof ByteFault.ResetAfter) {
      client.setSoLinger(true, 0);
    } else if (fault instanceof ByteFault.StallAfter) {
      in.transferTo(OutputStream.nullOutputStream());
    }
  }

  private static long limit(@Nullable ByteFault fault) {
    return switch (fault) {
      case ByteFault.DropAfter drop -> drop.bytes();
      case ByteFault.ResetAfter reset -> reset.bytes();
      case ByteFault.StallAfter stall -> stall.bytes();
      case null, default -> Long.MAX_VALUE;
    };
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // it is closed all the same
    }
  }

  /** Stops to listen and closes all connections. */
  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    breakConnections();
  }
}
