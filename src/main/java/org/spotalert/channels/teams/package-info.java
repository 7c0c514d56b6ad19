/** Microsoft Teams: adaptive cards. */
@NullMarked
package org.spotalert.channels.teams;

import org.jspecify.annotations.NullMarked;
