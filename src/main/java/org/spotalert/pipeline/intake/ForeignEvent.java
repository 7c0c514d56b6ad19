package org.spotalert.pipeline.intake;

import org.jspecify.annotations.Nullable;
import org.spotalert.model.ReceivedEvent;

/**
 * A well-formed event of a kind this program has nothing to say about.
 *
 * @param eventId the EventBridge event's id, if it has one
 * @param detailType the event's {@code detail-type}
 */
public record ForeignEvent(@Nullable String eventId, String detailType) implements ReceivedEvent {}
