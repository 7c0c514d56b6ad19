/** Says which services are not fit for Spot capacity. */
@NullMarked
package org.spotalert.cli.readiness;

import org.jspecify.annotations.NullMarked;
