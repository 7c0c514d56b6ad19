/** Takes over edited channel files while the program runs. */
@NullMarked
package org.spotalert.reload;

import org.jspecify.annotations.NullMarked;
