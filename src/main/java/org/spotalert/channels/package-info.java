/** Which channels there are, and the settings of all of them. */
@NullMarked
package org.spotalert.channels;

import org.jspecify.annotations.NullMarked;
