/** What a release holds, and that it runs. */
@NullMarked
package org.spotalert.release;

import org.jspecify.annotations.NullMarked;
