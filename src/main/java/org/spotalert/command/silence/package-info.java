/** The command {@code silence}. */
@NullMarked
package org.spotalert.command.silence;

import org.jspecify.annotations.NullMarked;
