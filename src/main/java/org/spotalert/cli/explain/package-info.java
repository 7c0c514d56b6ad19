/** Explains a decision. */
@NullMarked
package org.spotalert.cli.explain;

import org.jspecify.annotations.NullMarked;
