/** Messages for chat programs, all of one layout: Slack, Microsoft Teams, Google Chat. */
@NullMarked
package org.spotalert.channel.chat;

import org.jspecify.annotations.NullMarked;
