/** What the API server in memory holds and serves. */
@NullMarked
package io.kubeweft.benchmarks.server;

import org.jspecify.annotations.NullMarked;
