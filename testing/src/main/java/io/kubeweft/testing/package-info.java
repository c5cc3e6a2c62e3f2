/** A Kubernetes API server in memory, on a real socket, for tests. */
@NullMarked
package io.kubeweft.testing;

import org.jspecify.annotations.NullMarked;
