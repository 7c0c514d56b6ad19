/** The command {@code check}. */
@NullMarked
package org.spotalert.command.check;

import org.jspecify.annotations.NullMarked;
