package org.spotalert.model;

import java.util.List;

/** What a readable message on the queue turns out to be. */
public interface ReceivedEvent {

    /** The interruptions that it gives notice of; none when it gives no notice. */
    default List<Interruption> interruptions() {
        return List.of();
    }
}
