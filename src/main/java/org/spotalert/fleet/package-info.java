/** What runs where: EC2 and ECS lookups within the request budget. */
@NullMarked
package org.spotalert.fleet;

import org.jspecify.annotations.NullMarked;
