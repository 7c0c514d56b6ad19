/** The command {@code replay}. */
@NullMarked
package org.spotalert.command.replay;

import org.jspecify.annotations.NullMarked;
