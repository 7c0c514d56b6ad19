/** A message in lines, which each channel writes in its own form. */
@NullMarked
package org.spotalert.channels.layout;

import org.jspecify.annotations.NullMarked;
