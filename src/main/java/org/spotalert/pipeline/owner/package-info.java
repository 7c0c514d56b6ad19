/** Who looks after what is lost: the catalogue, and tags. */
@NullMarked
package org.spotalert.pipeline.owner;

import org.jspecify.annotations.NullMarked;
