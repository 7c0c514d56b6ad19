/** The store in an H2 file or on PostgreSQL. */
@NullMarked
package org.spotalert.pipeline.store.jdbc;

import org.jspecify.annotations.NullMarked;
