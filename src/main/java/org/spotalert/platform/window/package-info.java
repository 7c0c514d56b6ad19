/** The batching window. */
@NullMarked
package org.spotalert.platform.window;

import org.jspecify.annotations.NullMarked;
