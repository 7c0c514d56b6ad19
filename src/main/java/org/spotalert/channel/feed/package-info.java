/** Alerts as data for other programs: one CloudEvent a message, and EventBridge. */
@NullMarked
package org.spotalert.channel.feed;

import org.jspecify.annotations.NullMarked;
