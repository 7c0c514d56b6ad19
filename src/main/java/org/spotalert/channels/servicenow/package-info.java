/** ServiceNow: an incident record. */
@NullMarked
package org.spotalert.channels.servicenow;

import org.jspecify.annotations.NullMarked;
