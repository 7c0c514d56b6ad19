/** Claims: which channel has which alert, so that nothing is told twice, whatever repeats and whoever crashes. */
@NullMarked
package org.spotalert.claim;

import org.jspecify.annotations.NullMarked;
