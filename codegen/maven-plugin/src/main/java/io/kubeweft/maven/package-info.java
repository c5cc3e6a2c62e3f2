/** The generator as a Maven plugin. */
@NullMarked
package io.kubeweft.maven;

import org.jspecify.annotations.NullMarked;
