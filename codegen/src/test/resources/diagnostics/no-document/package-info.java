/** A package. */
@GenerateClients(spec = {})
package com.example;

import io.kubeweft.codegen.GenerateClients;
