package io.kubeweft.resource;

import io.kubeweft.KubernetesException;
import io.kubeweft.rest.BodyReader;
import io.kubeweft.rest.RestClient;
import io.kubeweft.rest.RestRequest;
import io.kubeweft.rest.RestStream;

/**
 * Asks for the metadata of objects instead of the objects.
 *
 * <p>The form is different for lists, and a server refuses the one where it would need the other. A
 * deletion may be answered with a status, which has no such form. A request that asks for a form of
 * its own, such as a table, keeps it.
 *
 * @param rest sends
 */
record MetadataOnlyClient(RestClient rest) implements RestClient {
  @Override
  public <R> R send(RestRequest request, BodyReader<R> reader) {
    return rest.send(metadataOnly(request), reader);
  }

  @Override
  public RestStream open(RestRequest request) {
    return rest.open(metadataOnly(request));
  }

  @Override
  public KubernetesException failure(RestRequest request, Throwable failure) {
    return rest.failure(request, failure);
  }

  private static RestRequest metadataOnly(RestRequest request) {
    String form =
        switch (request.verb()) {
          case LIST -> "PartialObjectMetadataList";
          case GET, WATCH, CREATE, UPDATE, PATCH -> "PartialObjectMetadata";
          case DELETE, DELETE_COLLECTION -> null;
        };
    if (form == null || request.headers().stream().anyMatch(h -> h.name().equals("Accept"))) {
      return request;
    }
    String accept =
        "application/json;as=%s;g=meta.k8s.io;v=v1,application/json;q=0.9".formatted(form);
    return request.toBuilder().header("Accept", accept).build();
  }
}
