package io.kubeweft.testing;

import io.kubeweft.json.Json;
import io.kubeweft.json.JsonCodecs;
import io.kubeweft.testing.internal.Misfortune;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The body of a watch that goes wrong. Sees whole events, one per line. */
final class FaultyEvents extends OutputStream {
  private static final byte[] BROKEN =
      "{\"type\":\"ADDED\",\"object\":{\"\n".getBytes(StandardCharsets.UTF_8);

  private static final String GONE =
      """
      {"type":"ERROR","object":{"kind":"Status","apiVersion":"v1","metadata":{},\
      "status":"Failure","message":"too old resource version: compacted by a fault",\
      "reason":"Expired","code":410}}\
      """;

  private final OutputStream out;
  private final Fault fault;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private int events;
  private byte @Nullable [] heldBack;
  private int heldBackAt;
  private boolean bookmarkSeen;

  FaultyEvents(OutputStream out, Fault fault) {
    this.out = out;
    this.fault = fault;
  }

  @Override
  public void write(int b) throws IOException {
    line.write(b);
    if (b == '\n') {
      byte[] event = line.toByteArray();
      line.reset();
      event(event);
      events++;
      checkEnd();
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    for (int i = offset; i < offset + length; i++) {
      write(bytes[i]);
    }
  }

  private void event(byte[] event) throws IOException {
    boolean bookmark = "BOOKMARK".equals(Json.read(JsonCodecs.OBJECT, event).getString("type"));
    switch (fault) {
      case Fault.NoBookmarks none -> {
        if (!bookmark) {
          out.write(event);
        }
      }
      case Fault.DoubleBookmarks twice -> {
        out.write(event);
        if (bookmark) {
          out.write(event);
        }
      }
      case Fault.LateBookmark late -> {
        if (bookmark && !bookmarkSeen) {
          bookmarkSeen = true;
          heldBack = event;
          heldBackAt = events;
          return;
        }
        out.write(event);
        if (heldBack != null && events - heldBackAt >= late.events()) {
          out.write(heldBack);
          heldBack = null;
        }
      }
      case Fault.BrokenEvent broken -> {
        if (events == broken.events()) {
          out.write(BROKEN);
        }
        out.write(event);
      }
      case Fault.HalfEvent half -> {
        if (events == half.events()) {
          out.write(event, 0, event.length / 2);
          throw cut();
        }
        out.write(event);
      }
      default -> out.write(event);
    }
  }

  /** Sends what was written; a watch that is to end before its first event ends here. */
  @Override
  public void flush() throws IOException {
    out.flush();
    checkEnd();
  }

  /** Ends the watch if it has sent enough. */
  private void checkEnd() throws IOException {
    switch (fault) {
      case Fault.Gone gone -> {
        if (events >= gone.events()) {
          out.write(GONE.getBytes(StandardCharsets.UTF_8));
          out.write('\n');
          throw new Misfortune.EndOfWatch();
        }
      }
      case Fault.EndWatch end -> {
        if (events >= end.events()) {
          throw new Misfortune.EndOfWatch();
        }
      }
      case Fault.CutWatch cutting -> {
        if (events >= cutting.events()) {
          throw cut();
        }
      }
      default -> {
        // the other faults do not end watches
      }
    }
  }

  private IOException cut() throws IOException {
    out.flush();
    return new IOException("cut by a fault");
  }
}
