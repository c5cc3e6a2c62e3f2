/** Objects of any kind, without a Java type: {@link io.kubeweft.dynamic.Unstructured}. */
@NullMarked
package io.kubeweft.dynamic;

import org.jspecify.annotations.NullMarked;
