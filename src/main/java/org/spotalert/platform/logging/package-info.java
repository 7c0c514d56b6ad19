/** Log format and levels. */
@NullMarked
package org.spotalert.platform.logging;

import org.jspecify.annotations.NullMarked;
