/** The official Java client as a subject of the benchmarks. */
@NullMarked
package io.kubeweft.benchmarks.subjects.clientjava;

import org.jspecify.annotations.NullMarked;
