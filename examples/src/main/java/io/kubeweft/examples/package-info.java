/** Programs to read, run and copy from. */
@NullMarked
package io.kubeweft.examples;

import org.jspecify.annotations.NullMarked;
