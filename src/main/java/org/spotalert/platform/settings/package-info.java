/** Reads and checks settings, and says what is wrong with them. */
@NullMarked
package org.spotalert.platform.settings;

import org.jspecify.annotations.NullMarked;
