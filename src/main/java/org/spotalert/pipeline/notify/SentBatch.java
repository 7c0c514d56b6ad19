package org.spotalert.pipeline.notify;

import java.util.List;
import org.spotalert.model.Alert;

/**
 * Alerts that were told together, in one message.
 *
 * @param channel the channel that has them, or counts as having them
 * @param teller who has told them: the channel itself, or its fallback
 */
public record SentBatch(String channel, String teller, List<Alert> alerts) {

    public SentBatch {
        alerts = List.copyOf(alerts);
    }

    /** Whether the channel has told them itself. */
    public boolean itself() {
        return teller.equals(channel);
    }
}
