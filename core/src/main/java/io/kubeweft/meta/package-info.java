/**
 * Value types that every resource shares: {@link io.kubeweft.meta.ObjectMeta}, {@link
 * io.kubeweft.meta.Status}, {@link io.kubeweft.meta.Quantity} and their kin, written by hand; the
 * generator maps {@code io.k8s.apimachinery} onto them.
 *
 * <p>All are immutable. What is absent in JSON reads as Go's zero value, unless it is a pointer in
 * Go: then it reads as null. Absent and explicitly empty stay different when written and in {@code
 * equals}. Fields that this version does not know are kept and written back.
 */
@NullMarked
package io.kubeweft.meta;

import org.jspecify.annotations.NullMarked;
