/** The commands of the command line: what the program can be asked to do instead of running. */
@NullMarked
package org.spotalert.command;

import org.jspecify.annotations.NullMarked;
