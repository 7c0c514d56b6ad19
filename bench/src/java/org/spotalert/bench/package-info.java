/** The benchmark: how fast the program is, side by side with the source design and with bare clients. */
@NullMarked
package org.spotalert.bench;

import org.jspecify.annotations.NullMarked;
