/** PagerDuty: an incident by its dedup key. */
@NullMarked
package org.spotalert.channels.pagerduty;

import org.jspecify.annotations.NullMarked;
