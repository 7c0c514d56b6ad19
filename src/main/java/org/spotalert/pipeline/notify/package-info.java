/** Sends alerts to the channels in parallel, each once. */
@NullMarked
package org.spotalert.pipeline.notify;

import org.jspecify.annotations.NullMarked;
