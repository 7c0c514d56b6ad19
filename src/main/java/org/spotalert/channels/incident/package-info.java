/** What channels that keep a record of an incident share. */
@NullMarked
package org.spotalert.channels.incident;

import org.jspecify.annotations.NullMarked;
