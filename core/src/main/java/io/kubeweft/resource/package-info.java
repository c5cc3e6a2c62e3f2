/**
 * Verbs over typed resources, written once: {@link io.kubeweft.resource.ResourceClient} for one
 * namespace or a cluster-scoped resource, {@link io.kubeweft.resource.ListWatch} for a resource in
 * all namespaces, {@link io.kubeweft.resource.Watch} for its changes. Generated clients are names
 * and entry points to these.
 */
@NullMarked
package io.kubeweft.resource;

import org.jspecify.annotations.NullMarked;
