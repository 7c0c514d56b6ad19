/** How an interruption ended: scheduled checks and resolutions. */
@NullMarked
package org.spotalert.pipeline.recovery;

import org.jspecify.annotations.NullMarked;
