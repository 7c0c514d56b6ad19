/** Results as tables and as JSON. */
@NullMarked
package org.spotalert.bench.report;

import org.jspecify.annotations.NullMarked;
