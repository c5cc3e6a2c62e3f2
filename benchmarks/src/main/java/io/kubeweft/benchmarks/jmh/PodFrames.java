package io.kubeweft.benchmarks.jmh;

import io.kubeweft.KubernetesException;
import io.kubeweft.benchmarks.harness.PodText;
import io.kubeweft.rest.BodyReader;
import io.kubeweft.rest.RestClient;
import io.kubeweft.rest.RestRequest;
import io.kubeweft.rest.RestStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A stream of initial pods and their changes, as bytes. */
public final class PodFrames {
  /** How many pods there are. */
  public static final int PODS = 1_000;

  /** How many changes of them follow. */
  public static final int EVENTS = 10_000;

  private PodFrames() {}

  /**
   * Returns the changes, and before them, if they are wanted, the pods as they are and the mark of
   * their end.
   */
  static byte[] bytes(boolean initial) {
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    List<PodText> pods = new ArrayList<>();
    for (int i = 0; i < PODS; i++) {
      pods.add(PodText.of(i));
    }
    if (initial) {
      pods.forEach(pod -> frame(frames, "ADDED", pod));
      frames.writeBytes(
          """
          {"type":"BOOKMARK","object":{"kind":"Pod","apiVersion":"v1","metadata":{"resourceVersion":"2000001000",\
          "annotations":{"k8s.io/initial-events-end":"true"}}}}
          """
              .getBytes(StandardCharsets.UTF_8));
    }
    for (int i = 0; i < EVENTS; i++) {
      PodText pod = pods.get(i % PODS);
      pod.update(PodText.FIRST_VERSION + PODS + i + 1, i);
      frame(frames, "MODIFIED", pod);
    }
    return frames.toByteArray();
  }

  private static void frame(ByteArrayOutputStream frames, String type, PodText pod) {
    frames.writeBytes(event(type, pod));
    frames.write('\n');
  }

  /**
   * Returns one event, without the end of its line.
   *
   * @param type such as {@code MODIFIED}
   * @param pod as it is now
   */
  public static byte[] event(String type, PodText pod) {
    ByteArrayOutputStream event = new ByteArrayOutputStream();
    String head = "{\"type\":\"" + type + "\",\"object\":{\"kind\":\"Pod\",\"apiVersion\":\"v1\",";
    event.writeBytes(head.getBytes(StandardCharsets.UTF_8));
    byte[] json = pod.bytes();
    event.write(json, 1, json.length - 1);
    event.write('}');
    return event.toByteArray();
  }

  /** Sends the stream to each watch, and then nothing more. */
  public static final class Server implements RestClient {
    private final CannedRest canned = new CannedRest(bytes(true));

    /** Makes the bytes. */
    public Server() {}

    @Override
    public <R> R send(RestRequest request, BodyReader<R> reader) {
      return canned.send(request, reader);
    }

    @Override
    public RestStream open(RestRequest request) {
      return canned.open(request);
    }

    @Override
    public KubernetesException failure(RestRequest request, Throwable failure) {
      return canned.failure(request, failure);
    }
  }
}
