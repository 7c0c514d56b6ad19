package org.spotalert.pipeline.intake;

import java.util.List;
import org.spotalert.model.Interruption;
import org.spotalert.model.ReceivedEvent;

/**
 * One message that gives notice about several instances: a change that AWS has scheduled for them, or several events that
 * another service has put into one message.
 *
 * @param interruptions one for each of the instances; at least one
 * @param unreadable why further parts of the message cannot be understood; mostly empty
 */
public record Notices(List<Interruption> interruptions, List<String> unreadable) implements ReceivedEvent {

    public Notices {
        interruptions = List.copyOf(interruptions);
        unreadable = List.copyOf(unreadable);
    }

    /** A message that can be understood as a whole. */
    public Notices(List<Interruption> interruptions) {
        this(interruptions, List.of());
    }
}
