/** Compares clients, each in processes of its own. */
@NullMarked
package io.kubeweft.benchmarks.compare;

import org.jspecify.annotations.NullMarked;
