/** The commands {@code test-alert} and {@code render}. */
@NullMarked
package org.spotalert.command.rehearsal;

import org.jspecify.annotations.NullMarked;
