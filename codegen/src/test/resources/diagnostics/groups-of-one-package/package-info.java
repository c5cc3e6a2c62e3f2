/** A package. */
@GenerateClients(spec = {"doc.yaml", "other.yaml"})
package com.example;

import io.kubeweft.codegen.GenerateClients;
