/** The channels' routes alone, for commands that try them: no queue is read, and no claim is made. */
@NullMarked
package org.spotalert.rehearsal;

import org.jspecify.annotations.NullMarked;
