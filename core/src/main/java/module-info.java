/** Talks to one Kubernetes API server. */
module io.kubeweft.core {
  requires transitive org.jspecify;
  requires tools.jackson.core;

  exports io.kubeweft;
  exports io.kubeweft.json;
  exports io.kubeweft.meta;
}
