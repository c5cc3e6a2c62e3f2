/** A package. */
@GenerateClients(spec = "doc.yaml")
package com.example;

import io.kubeweft.codegen.GenerateClients;
