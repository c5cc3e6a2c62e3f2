package io.kubeweft.testing.internal;

import io.kubeweft.json.Json;
import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A command in a container over a WebSocket (client-go tools/remotecommand, v4 and v5): a channel
 * for each stream, whose number is the first byte of a message. Version 5 can close a channel.
 */
final class ExecSession implements WebSocket.Session {
  static final List<String> PROTOCOLS = List.of("v5.channel.k8s.io", "v4.channel.k8s.io");

  private static final int STDIN = 0;
  private static final int STDOUT = 1;
  private static final int STDERR = 2;
  private static final int ERROR = 3;
  private static final int RESIZE = 4;
  private static final int CLOSE = 255;

  private final Program program;
  private final String missing;
  private final ApiCall call;
  private final List<String> sizes = new CopyOnWriteArrayList<>();
  private final Pipe stdin = new Pipe();

  /**
   * Makes a session.
   *
   * @param missing what is told if there is no program for the command
   */
  ExecSession(Program program, String missing, ApiCall call) {
    this.program = program;
    this.missing = missing;
    this.call = call;
  }

  @Override
  public void run(WebSocket socket) throws IOException, InterruptedException {
    boolean tty = call.flag("tty");
    boolean out = call.flag("stdout");
    boolean err = call.flag("stderr") && !tty;
    new Channel(socket, out ? STDOUT : err ? STDERR : ERROR).open();
    if (!call.flag("stdin")) {
      stdin.end();
    }
    Thread reader = Thread.ofVirtual().start(() -> read(socket));
    try {
      Program.Call run =
          new Program.Call(
              call.query().getOrDefault("command", List.of()),
              tty,
              stdin,
              out ? new Channel(socket, STDOUT) : OutputStream.nullOutputStream(),
              err
                  ? new Channel(socket, STDERR)
                  : tty && out ? new Channel(socket, STDOUT) : OutputStream.nullOutputStream(),
              () -> List.copyOf(sizes));
      JsonObject status = outcome(run);
      new Channel(socket, ERROR).write(Json.write(status).getBytes(StandardCharsets.UTF_8));
    } finally {
      reader.interrupt();
    }
  }

  /** What a program of a test throws is told to the client, who would wait for its end else. */
  private JsonObject outcome(Program.Call run) throws InterruptedException {
    try {
      Integer exitCode = program.run(run);
      return exitCode == null ? failed(missing) : status(exitCode);
    } catch (IOException | RuntimeException | Error e) {
      return failed("the program has thrown " + e);
    }
  }

  private void read(WebSocket socket) {
    try {
      for (byte[] message = socket.read(); message != null; message = socket.read()) {
        if (message.length > 0) {
          accept(message[0] & 0xff, Arrays.copyOfRange(message, 1, message.length));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      stdin.end();
    }
  }

  private void accept(int channel, byte[] content) {
    switch (channel) {
      case STDIN -> stdin.add(content);
      case RESIZE -> sizes.add(new String(content, StandardCharsets.UTF_8));
      case CLOSE -> {
        if (content.length == 1 && content[0] == STDIN) {
          stdin.end();
        }
      }
      default -> {
        // The client has nothing to say there.
      }
    }
  }

  private static JsonObject status(int exitCode) {
    if (exitCode == 0) {
      return JsonObject.builder()
          .put("metadata", JsonObject.EMPTY)
          .put("status", "Success")
          .build();
    }
    JsonObject cause =
        JsonObject.builder()
            .put("reason", "ExitCode")
            .put("message", Integer.toString(exitCode))
            .build();
    return JsonObject.builder()
        .put("metadata", JsonObject.EMPTY)
        .put("status", "Failure")
        .put("message", "command terminated with non-zero exit code: exit status " + exitCode)
        .put("reason", "NonZeroExitCode")
        .put("details", JsonObject.of("causes", JsonArray.of(cause)))
        .build();
  }

  private static JsonObject failed(String problem) {
    return JsonObject.builder()
        .put("metadata", JsonObject.EMPTY)
        .put("status", "Failure")
        .put("message", "Internal error occurred: " + problem)
        .put("reason", "InternalError")
        .put("code", 500)
        .build();
  }
}
