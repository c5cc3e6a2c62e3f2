/** A package. */
@GenerateClients(spec = "doc.yaml", rename = "clazz=type")
package com.example;

import io.kubeweft.codegen.GenerateClients;
