/** Who has been told: the channels, and the report on each delivery. */
@NullMarked
package org.spotalert.notify;

import org.jspecify.annotations.NullMarked;
