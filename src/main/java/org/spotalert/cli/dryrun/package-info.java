/** Runs the channel routes without sending. */
@NullMarked
package org.spotalert.cli.dryrun;

import org.jspecify.annotations.NullMarked;
