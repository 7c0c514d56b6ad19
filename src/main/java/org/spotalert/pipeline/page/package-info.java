/** The incident page at the management port: what happens now, what happened, and what is silenced. */
@NullMarked
package org.spotalert.pipeline.page;

import org.jspecify.annotations.NullMarked;
