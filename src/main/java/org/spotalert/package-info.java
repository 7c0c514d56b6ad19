/** The program: {@link org.spotalert.SpotAlerts} starts it, {@link org.spotalert.Wiring} names its parts. */
@NullMarked
package org.spotalert;

import org.jspecify.annotations.NullMarked;
