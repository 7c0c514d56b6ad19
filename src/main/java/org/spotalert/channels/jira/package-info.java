/** Jira: an issue an incident. */
@NullMarked
package org.spotalert.channels.jira;

import org.jspecify.annotations.NullMarked;
