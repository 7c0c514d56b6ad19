/** The batching window between the queue and the pipeline. */
@NullMarked
package org.spotalert.window;

import org.jspecify.annotations.NullMarked;
