/**
 * HTTP over the JDK's client, in two lanes; the only package that knows that client. It knows
 * nothing of Kubernetes: what an answer means and whether to send again is decided by {@code
 * io.kubeweft.internal.call}.
 */
@NullMarked
package io.kubeweft.internal.transport;

import org.jspecify.annotations.NullMarked;
