/** The database connection of the store. */
@NullMarked
package org.spotalert.platform.store;

import org.jspecify.annotations.NullMarked;
