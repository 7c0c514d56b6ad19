/** From an SQS message to interruptions: one parser and one detail class an event kind. */
@NullMarked
package org.spotalert.pipeline.intake;

import org.jspecify.annotations.NullMarked;
