/**
 * The call loop: credentials, rate limit, in-flight gate, attempts, retries and deadline of every
 * request, and what an answer or a failure means.
 */
@NullMarked
package io.kubeweft.internal.call;

import org.jspecify.annotations.NullMarked;
