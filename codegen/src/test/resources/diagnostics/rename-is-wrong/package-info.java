/** A package. */
@GenerateClients(spec = "doc.yaml", rename = "class")
package com.example;

import io.kubeweft.codegen.GenerateClients;
