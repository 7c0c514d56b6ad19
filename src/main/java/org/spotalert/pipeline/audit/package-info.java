/** Compares what AWS says it has taken with who was notified. */
@NullMarked
package org.spotalert.pipeline.audit;

import org.jspecify.annotations.NullMarked;
