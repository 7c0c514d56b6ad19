/** Reads dead letters and sends them back. */
@NullMarked
package org.spotalert.cli.replay;

import org.jspecify.annotations.NullMarked;
