/** What AWS has taken, as AWS says afterwards. */
@NullMarked
package org.spotalert.fleet.reclaims;

import org.jspecify.annotations.NullMarked;
