/** Reaches the program that runs beside a command. */
@NullMarked
package org.spotalert.cli.program;

import org.jspecify.annotations.NullMarked;
