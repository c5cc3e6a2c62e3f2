/** Kubeweft as a subject of the benchmarks. */
@NullMarked
package io.kubeweft.benchmarks.subjects.kubeweft;

import org.jspecify.annotations.NullMarked;
