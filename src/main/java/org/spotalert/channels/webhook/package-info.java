/** A webhook of the operator's own: signed CloudEvents. */
@NullMarked
package org.spotalert.channels.webhook;

import org.jspecify.annotations.NullMarked;
