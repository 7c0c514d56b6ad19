/** Which channel wants which alert: the conditions that channels carry. No input or output here. */
@NullMarked
package org.spotalert.routing;

import org.jspecify.annotations.NullMarked;
