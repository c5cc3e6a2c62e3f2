/**
 * Raw access to one API server: {@link io.kubeweft.rest.RestClient} sends any {@link
 * io.kubeweft.rest.RestRequest}, with credentials, retries, rate limit and deadline, and fails with
 * {@link io.kubeweft.rest.ApiException} and its siblings.
 */
@NullMarked
package io.kubeweft.rest;

import org.jspecify.annotations.NullMarked;
