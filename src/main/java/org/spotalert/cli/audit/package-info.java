/** Shows what the audit has found. */
@NullMarked
package org.spotalert.cli.audit;

import org.jspecify.annotations.NullMarked;
