/** Reclaims that EventBridge has not announced: the watch of Spot requests. */
@NullMarked
package org.spotalert.pipeline.watch;

import org.jspecify.annotations.NullMarked;
