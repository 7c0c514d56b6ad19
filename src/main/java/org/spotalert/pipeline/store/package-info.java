/** What replicas share and a restart keeps: deliveries, incidents, silences. */
@NullMarked
package org.spotalert.pipeline.store;

import org.jspecify.annotations.NullMarked;
