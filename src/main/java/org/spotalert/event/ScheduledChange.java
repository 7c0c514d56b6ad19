package org.spotalert.event;

import java.util.List;

/**
 * One notice of AWS Health about a change that AWS has scheduled for instances.
 *
 * @param interruptions one for each of the instances; at least one
 */
public record ScheduledChange(List<Interruption> interruptions) implements ReceivedEvent {

    public ScheduledChange {
        interruptions = List.copyOf(interruptions);
    }
}
