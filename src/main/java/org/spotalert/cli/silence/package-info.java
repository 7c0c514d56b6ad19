/** Reaches the silences of a running program. */
@NullMarked
package org.spotalert.cli.silence;

import org.jspecify.annotations.NullMarked;
