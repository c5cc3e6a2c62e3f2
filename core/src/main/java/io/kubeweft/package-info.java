/** The root of the exception tree. Start at {@code io.kubeweft.client.KubeClient}. */
@NullMarked
package io.kubeweft;

import org.jspecify.annotations.NullMarked;
