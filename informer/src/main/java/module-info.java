/** Keeps a local, indexed copy of a resource; a work queue for controllers. */
module io.kubeweft.informer {
  requires transitive io.kubeweft.core;
  requires transitive org.jspecify;

  exports io.kubeweft.informer;
  exports io.kubeweft.workqueue;
}
