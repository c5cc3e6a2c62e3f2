/** What is measured with JMH. */
@NullMarked
package io.kubeweft.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
