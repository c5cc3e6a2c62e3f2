/** The programs and pieces that the guides show; a test holds the guides to them. */
@NullMarked
package io.kubeweft.examples.guides;

import org.jspecify.annotations.NullMarked;
