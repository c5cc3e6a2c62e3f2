/** A custom resource of the suite's own: everything below this package is generated. */
@GenerateClients(spec = "widgets.yaml")
@NullMarked
package io.kubeweft.conformance.widgets;

import io.kubeweft.codegen.GenerateClients;
import org.jspecify.annotations.NullMarked;
