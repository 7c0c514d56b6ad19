/** Alerts as data: CloudEvents. */
@NullMarked
package org.spotalert.channels.cloudevents;

import org.jspecify.annotations.NullMarked;
