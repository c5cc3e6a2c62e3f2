package io.kubeweft.examples.guides;

import io.kubeweft.api.ClientSet;
import io.kubeweft.stream.LogClient;
import io.kubeweft.stream.LogStream;

/** What docs/guides/logs.md shows; it is compiled, and not run. */
@SuppressWarnings("unused") // each piece is for the reader
final class LogsGuide {
  private LogsGuide() {}

  static void logs(ClientSet api) {
    LogClient logs = api.coreV1().pods("default").log();

    String last = logs.read("web-0", o -> o.container("web").tailLines(100));

    try (LogStream lines = logs.follow("web-0", o -> o.tailLines(0))) {
      for (String line : lines) {
        System.out.println(line);
      }
    }
  }
}
