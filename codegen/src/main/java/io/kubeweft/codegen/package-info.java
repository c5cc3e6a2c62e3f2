/**
 * Makes typed clients from OpenAPI documents and CRDs, at build time.
 *
 * <p><i>Read</i> ({@code OpenApi3Reader}, {@code OpenApi2Reader}, {@code CrdReader}: a document as
 * records) -> <i>plan</i> ({@code Planner}: every name and type decided) -> <i>emit</i> ({@code
 * ModelEmitter}, {@code GroupEmitter}, {@code ClientSetEmitter}: plan to text). {@link
 * io.kubeweft.codegen.Generator} is the pure function over all of it; the annotation processor and
 * the command line are thin shells around it.
 */
@NullMarked
package io.kubeweft.codegen;

import org.jspecify.annotations.NullMarked;
