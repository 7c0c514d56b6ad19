/** What a check of a set-up finds, and how checks are run: nothing in here knows what is checked. */
@NullMarked
package org.spotalert.check;

import org.jspecify.annotations.NullMarked;
