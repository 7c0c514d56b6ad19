/** The command {@code explain}. */
@NullMarked
package org.spotalert.command.explain;

import org.jspecify.annotations.NullMarked;
