/** What the tests of core from outside share. */
@NullMarked
package io.kubeweft.it;

import org.jspecify.annotations.NullMarked;
