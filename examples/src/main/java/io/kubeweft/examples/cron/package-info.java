/** A resource of our own, from its definition: everything below this package is generated. */
@GenerateClients(spec = "crontabs.yaml")
@NullMarked
package io.kubeweft.examples.cron;

import io.kubeweft.codegen.GenerateClients;
import org.jspecify.annotations.NullMarked;
