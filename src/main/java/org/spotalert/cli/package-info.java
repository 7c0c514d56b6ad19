/** The commands. */
@NullMarked
package org.spotalert.cli;

import org.jspecify.annotations.NullMarked;
