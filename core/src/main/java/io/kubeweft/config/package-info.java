/**
 * Where the server is and who asks: from a kubeconfig, from a pod's service account, or written by
 * the program. {@link io.kubeweft.config.ClientConfig#load} does what kubectl does.
 */
@NullMarked
package io.kubeweft.config;

import org.jspecify.annotations.NullMarked;
