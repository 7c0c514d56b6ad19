/** The program's entry point. */
@NullMarked
package org.spotalert;

import org.jspecify.annotations.NullMarked;
