/**
 * Where a program begins: {@code KubeClient} connects to a cluster, and {@link
 * io.kubeweft.client.FanOut} does many calls at once.
 */
@NullMarked
package io.kubeweft.client;

import org.jspecify.annotations.NullMarked;
