/** What the queue's consumer says when it cannot do its work. */
@NullMarked
package org.spotalert.intake;

import org.jspecify.annotations.NullMarked;
