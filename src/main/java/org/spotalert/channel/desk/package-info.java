/** Records at a service desk, each kept for as long as its incident: PagerDuty, Jira, ServiceNow. */
@NullMarked
package org.spotalert.channel.desk;

import org.jspecify.annotations.NullMarked;
