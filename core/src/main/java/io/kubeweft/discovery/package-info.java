/**
 * What an API server serves: {@link io.kubeweft.discovery.DiscoveryClient} finds it out and
 * remembers it, {@link io.kubeweft.discovery.RestMapper} tells which resource a kind belongs to,
 * {@link io.kubeweft.discovery.OpenApiDocuments} has the schemas.
 */
@NullMarked
package io.kubeweft.discovery;

import org.jspecify.annotations.NullMarked;
