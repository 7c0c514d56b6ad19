/** What a failed delivery means: whether and when to retry, and why it failed. */
@NullMarked
package org.spotalert.channels.failure;

import org.jspecify.annotations.NullMarked;
