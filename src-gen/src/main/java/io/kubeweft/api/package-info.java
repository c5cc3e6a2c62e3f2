/**
 * The Kubernetes API, generated from the facts in {@code src/main/spec}: a record for each schema
 * and a client for each resource, reached through {@code ClientSet}.
 */
@GenerateClients(spec = "kubernetes-1.36.json")
@NullMarked
package io.kubeweft.api;

import io.kubeweft.codegen.GenerateClients;
import org.jspecify.annotations.NullMarked;
