/** Says what would follow if AWS took some Spot capacity now. */
@NullMarked
package org.spotalert.cli.whatif;

import org.jspecify.annotations.NullMarked;
