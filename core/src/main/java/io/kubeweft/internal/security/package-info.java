/**
 * How connections are secured and requests say who sends them: certificates and keys, tokens,
 * credential plugins, proxies. It makes what {@code internal.call} and {@code internal.transport}
 * ask for out of a {@link io.kubeweft.config.ClientConfig}.
 */
@NullMarked
package io.kubeweft.internal.security;

import org.jspecify.annotations.NullMarked;
