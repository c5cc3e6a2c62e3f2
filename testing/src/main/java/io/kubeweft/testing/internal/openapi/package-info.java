/** The OpenAPI documents of a server: of the pinned API and of what definitions declare. */
@NullMarked
package io.kubeweft.testing.internal.openapi;

import org.jspecify.annotations.NullMarked;
