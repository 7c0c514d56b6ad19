/** What EC2 and ECS know about an interrupted instance: the {@link org.spotalert.enrich.Impact}. */
@NullMarked
package org.spotalert.enrich;

import org.jspecify.annotations.NullMarked;
