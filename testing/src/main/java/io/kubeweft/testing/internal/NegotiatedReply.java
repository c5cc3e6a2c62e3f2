package io.kubeweft.testing.internal;

import io.kubeweft.json.Json;
import io.kubeweft.json.Yaml;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/**
 * Sends whole answers as the client accepts them: as YAML if it prefers that, compressed if it
 * takes gzip and they are large. What is streamed stays as it is, as kube-apiserver has it.
 */
final class NegotiatedReply implements Reply {
  /** From this size kube-apiserver compresses. */
  private static final int LARGE = 128 * 1024;

  private static final String JSON = "application/json";

  private final Reply reply;
  private final ApiCall call;

  NegotiatedReply(Reply reply, ApiCall call) {
    this.reply = reply;
    this.call = call;
  }

  @Override
  public void header(String name, String value) {
    reply.header(name, value);
  }

  @Override
  public void send(int status, String contentType, byte[] body) throws IOException {
    boolean yaml = contentType.equals(JSON) && prefersYaml();
    byte[] written = yaml ? Yaml.write(Json.parse(body)).getBytes(StandardCharsets.UTF_8) : body;
    boolean compressed = written.length > LARGE && takesGzip();
    if (compressed) {
      reply.header("Content-Encoding", "gzip");
      reply.header("Vary", "Accept-Encoding");
      written = compressed(written);
    }
    reply.send(status, yaml ? "application/yaml" : contentType, written);
  }

  private boolean prefersYaml() {
    return call.header("Accept").strip().startsWith("application/yaml");
  }

  private boolean takesGzip() {
    return Arrays.stream(call.header("Accept-Encoding").split(",", -1))
        .anyMatch(coding -> coding.split(";", 2)[0].strip().equals("gzip"));
  }

  private static byte[] compressed(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 4);
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  @Override
  public OutputStream stream(String contentType) throws IOException {
    return reply.stream(contentType);
  }

  @Override
  public void upgrade(String protocol, WebSocket.Session session) throws IOException {
    reply.upgrade(protocol, session);
  }
}
