/** What channels share: the wording of an alert, the limits of each channel, and the webhook client. */
@NullMarked
package org.spotalert.channel;

import org.jspecify.annotations.NullMarked;
