/** From interruptions to impacts. */
@NullMarked
package org.spotalert.pipeline.enrich;

import org.jspecify.annotations.NullMarked;
