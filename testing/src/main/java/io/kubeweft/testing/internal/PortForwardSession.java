package io.kubeweft.testing.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ports of a pod over a WebSocket (v4): two channels for each port, data and errors, whose first
 * message is the number of the port.
 */
final class PortForwardSession implements WebSocket.Session {
  static final List<String> PROTOCOLS = List.of("v4.channel.k8s.io");

  /**
   * A port that is asked for.
   *
   * @param number of it
   * @param program at it; null if nothing listens
   */
  record Port(int number, Program.@Nullable Port program) {}

  private final List<Port> ports;
  private final List<Pipe> pipes = new ArrayList<>();

  PortForwardSession(List<Port> ports) {
    this.ports = ports;
    ports.forEach(port -> pipes.add(new Pipe()));
  }

  @Override
  public void run(WebSocket socket) throws IOException, InterruptedException {
    List<Thread> threads = new ArrayList<>();
    try {
      for (int i = 0; i < ports.size(); i++) {
        Port port = ports.get(i);
        byte[] number = {(byte) port.number, (byte) (port.number >> 8)};
        new Channel(socket, 2 * i).write(number);
        new Channel(socket, 2 * i + 1).write(number);
        int index = i;
        threads.add(Thread.ofVirtual().start(() -> serve(socket, index)));
      }
      for (byte[] message = socket.read(); message != null; message = socket.read()) {
        int channel = message.length == 0 ? -1 : message[0] & 0xff;
        if (channel >= 0 && channel % 2 == 0 && channel / 2 < pipes.size()) {
          pipes.get(channel / 2).add(Arrays.copyOfRange(message, 1, message.length));
        }
      }
    } finally {
      pipes.forEach(Pipe::end);
      threads.forEach(Thread::interrupt);
    }
  }

  private void serve(WebSocket socket, int index) {
    Port port = ports.get(index);
    try {
      if (port.program == null) {
        fail(socket, index, "nothing listens at port " + port.number + " of the pod");
      } else {
        port.program.serve(pipes.get(index), new Channel(socket, 2 * index));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException | Error e) {
      fail(socket, index, "the program at port " + port.number + " has thrown " + e);
    }
  }

  private static void fail(WebSocket socket, int index, String problem) {
    try {
      new Channel(socket, 2 * index + 1).write(problem.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // the client is gone
    }
  }
}
