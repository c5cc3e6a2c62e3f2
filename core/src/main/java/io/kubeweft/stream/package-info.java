/** What a pod says, while it says it: logs as text and as lines that are followed. */
@NullMarked
package io.kubeweft.stream;

import org.jspecify.annotations.NullMarked;
