/**
 * What is wrong with an object, in the words of kube-apiserver: pure functions over JSON, without a
 * server around them.
 */
@NullMarked
package io.kubeweft.testing.internal.validation;

import org.jspecify.annotations.NullMarked;
