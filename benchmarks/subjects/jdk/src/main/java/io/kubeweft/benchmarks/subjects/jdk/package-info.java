/** The JDK's HttpClient as a subject of the benchmarks. */
@NullMarked
package io.kubeweft.benchmarks.subjects.jdk;

import org.jspecify.annotations.NullMarked;
