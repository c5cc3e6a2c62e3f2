/** How objects are shown as rows of tables: what kubectl prints. */
@NullMarked
package io.kubeweft.testing.internal.table;

import org.jspecify.annotations.NullMarked;
