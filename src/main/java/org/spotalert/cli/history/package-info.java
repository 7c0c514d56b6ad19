/** Reads the history of incidents beside the running program. */
@NullMarked
package org.spotalert.cli.history;

import org.jspecify.annotations.NullMarked;
