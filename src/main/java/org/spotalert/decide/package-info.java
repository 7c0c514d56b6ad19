/** Rules that turn an {@link org.spotalert.enrich.Impact} into an {@link org.spotalert.decide.Alert}. No input or output here. */
@NullMarked
package org.spotalert.decide;

import org.jspecify.annotations.NullMarked;
