/** What each kind of channel makes of an alert, a room each, and what the kinds share. */
@NullMarked
package org.spotalert.channel;

import org.jspecify.annotations.NullMarked;
