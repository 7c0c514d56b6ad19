package org.spotalert.notify;

import java.util.List;
import org.spotalert.decide.Alert;

/**
 * Alerts that were told together, in one message.
 *
 * @param channel the channel that has them, or counts as having them
 * @param teller who has told them: the channel itself, or its fallback
 */
public record Telling(String channel, String teller, List<Alert> alerts) {

    public Telling {
        alerts = List.copyOf(alerts);
    }

    /** Whether the channel has told them itself. */
    public boolean itself() {
        return teller.equals(channel);
    }
}
