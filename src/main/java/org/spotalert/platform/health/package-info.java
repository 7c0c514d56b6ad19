/** Health checks. */
@NullMarked
package org.spotalert.platform.health;

import org.jspecify.annotations.NullMarked;
