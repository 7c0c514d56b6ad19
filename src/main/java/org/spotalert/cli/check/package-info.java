/** The checks of a set-up. */
@NullMarked
package org.spotalert.cli.check;

import org.jspecify.annotations.NullMarked;
