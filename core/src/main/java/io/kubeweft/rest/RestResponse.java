package io.kubeweft.rest;

import io.kubeweft.json.DecodeException;
import io.kubeweft.json.Json;
import io.kubeweft.json.JsonCodec;
import java.nio.charset.StandardCharsets;

/** A successful answer with its whole body. */
public final class RestResponse {
  private final ResponseHead head;
  private final byte[] body;

  /**
   * Creates an answer.
   *
   * @param head its status and headers
   * @param body its bytes, not compressed; not copied
   */
  public RestResponse(ResponseHead head, byte[] body) {
    this.head = head;
    this.body = body;
  }

  /** Returns the status and headers. */
  public ResponseHead head() {
    return head;
  }

  /** Returns the body, not compressed. It is not a copy: do not change it. */
  public byte[] body() {
    return body;
  }

  /** Returns the body as UTF-8 text. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /**
   * Returns the body as an object.
   *
   * @param codec for its type
   * @throws DecodeException if it is something else
   */
  public <T> T decode(JsonCodec<T> codec) {
    return Json.read(codec, body);
  }

  /** Returns the status code and the length of the body. */
  @Override
  public String toString() {
    return head.status() + ", " + body.length + " bytes";
  }
}
