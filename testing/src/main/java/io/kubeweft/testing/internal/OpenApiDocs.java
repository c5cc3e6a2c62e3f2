package io.kubeweft.testing.internal;

import io.kubeweft.testing.internal.openapi.OpenApi;
import java.io.IOException;

/** Answers requests for OpenAPI documents, which clients keep by their hashes. */
final class OpenApiDocs {
  private static final String JSON = "application/json";
  private static final String V3 = "/openapi/v3";

  private final OpenApi documents;

  OpenApiDocs(OpenApi documents) {
    this.documents = documents;
  }

  /** Answers a request, if it is for one of the documents. */
  boolean serve(ApiCall call, Reply reply) throws IOException {
    String path = call.path();
    if (path.equals("/openapi/v2")) {
      v2(call, reply);
    } else if (path.equals(V3) || path.equals(V3 + "/")) {
      reply.send(200, JSON, ApiServer.bytes(documents.index()));
    } else if (path.startsWith(V3 + "/")) {
      v3(call, reply);
    } else {
      return false;
    }
    return true;
  }

  private void v2(ApiCall call, Reply reply) throws IOException {
    Form unused = Form.of(call);
    reply.header("Cache-Control", "no-cache, private");
    document(call, documents.v2(), reply);
  }

  private void v3(ApiCall call, Reply reply) throws IOException {
    OpenApi.Document document = documents.v3(call.path().substring(V3.length()));
    if (document == null) {
      throw ApiFailure.noSuchPath();
    }
    String wanted = call.parameter("hash");
    if (!wanted.isEmpty() && !wanted.equals(document.hash())) {
      reply.header("Location", call.path() + "?hash=" + document.hash());
      reply.send(301, "text/plain; charset=utf-8", new byte[0]);
      return;
    }
    reply.header("Cache-Control", wanted.isEmpty() ? "no-cache, private" : "public, immutable");
    document(call, document, reply);
  }

  private static void document(ApiCall call, OpenApi.Document document, Reply reply)
      throws IOException {
    String tag = "\"" + document.hash() + "\"";
    reply.header("ETag", tag);
    reply.header("Vary", "Accept");
    boolean known = call.header("If-None-Match").contains(tag);
    reply.send(known ? 304 : 200, JSON, known ? new byte[0] : document.bytes());
  }
}
