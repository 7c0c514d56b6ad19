/** The rules that are edited while the program runs, and the record of the alerts that nobody was told. */
@NullMarked
package org.spotalert.suppress;

import org.jspecify.annotations.NullMarked;
