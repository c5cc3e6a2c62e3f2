/** A package. */
@GenerateClients(spec = "doc.yaml", rename = "class=default")
package com.example;

import io.kubeweft.codegen.GenerateClients;
