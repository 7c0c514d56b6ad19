/** What commands print. */
@NullMarked
package org.spotalert.cli.output;

import org.jspecify.annotations.NullMarked;
