/** Silences: kept beside the claims, set and ended from the command line and over the management port. */
@NullMarked
package org.spotalert.silence;

import org.jspecify.annotations.NullMarked;
