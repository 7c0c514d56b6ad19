/** From impacts to decisions: the rules and the maintenance windows. */
@NullMarked
package org.spotalert.pipeline.decide;

import org.jspecify.annotations.NullMarked;
