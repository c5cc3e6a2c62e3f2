/** A package. */
@GenerateClients(spec = "doc.json")
package com.example;

import io.kubeweft.codegen.GenerateClients;
