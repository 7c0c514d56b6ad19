/** EventBridge: an event an alert. */
@NullMarked
package org.spotalert.channels.eventbridge;

import org.jspecify.annotations.NullMarked;
