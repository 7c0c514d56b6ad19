/** The command that lists what nobody was told. */
@NullMarked
package org.spotalert.command.suppressed;

import org.jspecify.annotations.NullMarked;
