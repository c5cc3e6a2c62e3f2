/** A program that is a module, and so sees of others what they export. */
module com.example.agent {
  requires io.kubeweft.api;
  requires io.kubeweft.informer;
  requires io.kubeweft.testing;
  requires static io.kubeweft.codegen;
}
