/** Chooses and opens the store that the settings name. */
@NullMarked
package org.spotalert.pipeline.store.setup;

import org.jspecify.annotations.NullMarked;
