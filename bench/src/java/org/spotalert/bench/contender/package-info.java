/** What the program is compared with: the source design's algorithm, and the least that any program has to do. */
@NullMarked
package org.spotalert.bench.contender;

import org.jspecify.annotations.NullMarked;
