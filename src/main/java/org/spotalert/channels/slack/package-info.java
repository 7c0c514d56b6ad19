/** Slack: blocks. */
@NullMarked
package org.spotalert.channels.slack;

import org.jspecify.annotations.NullMarked;
