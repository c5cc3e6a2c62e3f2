/** A local, indexed copy of a resource that follows the API server. */
@NullMarked
package io.kubeweft.informer;

import org.jspecify.annotations.NullMarked;
