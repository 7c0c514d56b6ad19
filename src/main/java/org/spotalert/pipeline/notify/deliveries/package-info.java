/** The delivery log: a lease before a send, a mark after it. */
@NullMarked
package org.spotalert.pipeline.notify.deliveries;

import org.jspecify.annotations.NullMarked;
