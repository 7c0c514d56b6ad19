/** Matchers: which channel receives which alerts. */
@NullMarked
package org.spotalert.pipeline.notify.routing;

import org.jspecify.annotations.NullMarked;
