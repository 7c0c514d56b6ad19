/** What a failed delivery means: whether and when to try again, and how to tell it. */
@NullMarked
package org.spotalert.channel.failure;

import org.jspecify.annotations.NullMarked;
