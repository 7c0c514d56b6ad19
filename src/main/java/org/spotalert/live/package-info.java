/** Route files that are edited while the program runs. */
@NullMarked
package org.spotalert.live;

import org.jspecify.annotations.NullMarked;
