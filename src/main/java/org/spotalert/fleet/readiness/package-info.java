/** Whether services are fit for Spot capacity, before AWS takes some of it. */
@NullMarked
package org.spotalert.fleet.readiness;

import org.jspecify.annotations.NullMarked;
