/** Makes typed clients from OpenAPI documents and CRDs. */
module io.kubeweft.codegen {
  requires io.kubeweft.core;
  requires java.compiler;
  requires org.jspecify;

  exports io.kubeweft.codegen;

  provides javax.annotation.processing.Processor with
      io.kubeweft.codegen.GenerateClientsProcessor;
}
