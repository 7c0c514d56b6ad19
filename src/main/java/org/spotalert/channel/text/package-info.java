/** Text fit to be sent: made clean of what others wrote into it, and cut to the limit of a receiver. */
@NullMarked
package org.spotalert.channel.text;

import org.jspecify.annotations.NullMarked;
