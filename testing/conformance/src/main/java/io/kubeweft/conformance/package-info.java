/** What the tests of the suite share. */
@NullMarked
package io.kubeweft.conformance;

import org.jspecify.annotations.NullMarked;
