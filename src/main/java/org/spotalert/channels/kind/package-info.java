/** What a room of channels offers to the rest of the program. */
@NullMarked
package org.spotalert.channels.kind;

import org.jspecify.annotations.NullMarked;
