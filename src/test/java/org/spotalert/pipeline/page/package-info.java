/** What the incident page shows, and what it refuses. */
@NullMarked
package org.spotalert.pipeline.page;

import org.jspecify.annotations.NullMarked;
