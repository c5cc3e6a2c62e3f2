/** fabric8 kubernetes-client as a subject of the benchmarks. */
@NullMarked
package io.kubeweft.benchmarks.subjects.fabric8;

import org.jspecify.annotations.NullMarked;
