/** The layout that Slack, Teams and Google Chat share. */
@NullMarked
package org.spotalert.channels.chat;

import org.jspecify.annotations.NullMarked;
