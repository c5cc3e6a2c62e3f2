/** Waiting between tries, with time and randomness as parameters. */
@NullMarked
package io.kubeweft.internal.time;

import org.jspecify.annotations.NullMarked;
