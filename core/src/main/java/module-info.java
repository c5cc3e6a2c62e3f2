/** Talks to one Kubernetes API server. */
@SuppressWarnings("module") // what a friend is exported to is built later
module io.kubeweft.core {
  requires transitive org.jspecify;
  requires com.fasterxml.jackson.annotation;
  requires java.net.http;
  requires org.snakeyaml.engine;
  requires tools.jackson.core;
  requires tools.jackson.databind;
  requires tools.jackson.module.blackbird;

  exports io.kubeweft.client;
  exports io.kubeweft.config;
  exports io.kubeweft.discovery;
  exports io.kubeweft.dynamic;
  exports io.kubeweft.json;
  exports io.kubeweft.meta;
  exports io.kubeweft.resource;
  exports io.kubeweft.rest;
  exports io.kubeweft.stream;
  exports io.kubeweft;
  exports io.kubeweft.internal.time to
      io.kubeweft.informer;
}
