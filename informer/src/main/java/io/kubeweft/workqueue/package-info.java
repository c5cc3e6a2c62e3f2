/** Hands items to workers: each once, to one worker at a time, later if need be. */
@NullMarked
package io.kubeweft.workqueue;

import org.jspecify.annotations.NullMarked;
