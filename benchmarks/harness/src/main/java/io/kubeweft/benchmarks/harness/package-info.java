/** The work that every client is given, and the server that gives it. */
@NullMarked
package io.kubeweft.benchmarks.harness;

import org.jspecify.annotations.NullMarked;
