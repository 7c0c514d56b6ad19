/** What arrives: the wire formats of AWS events and the {@link org.spotalert.event.Interruption} they become. */
@NullMarked
package org.spotalert.event;

import org.jspecify.annotations.NullMarked;
