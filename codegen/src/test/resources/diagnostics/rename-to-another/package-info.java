/** A package. */
@GenerateClients(spec = "doc.yaml", rename = "class=kind")
package com.example;

import io.kubeweft.codegen.GenerateClients;
