/**
 * The in-memory API server behind {@link io.kubeweft.testing.KubeApiServer}: HTTP (Jetty) -> router
 * -> verbs -> store, which is one append-only log.
 */
@NullMarked
package io.kubeweft.testing.internal;

import org.jspecify.annotations.NullMarked;
