package org.spotalert.pipeline.notify;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spotalert.platform.settings.InvalidSettingsException;

/**
 * Says who will be notified; a program that can notify nobody does not start.
 *
 * @param queue the name of the queue that is read
 */
public record ChannelsAtStart(Channels channels, String queue) {

    private static final Logger LOG = LoggerFactory.getLogger(ChannelsAtStart.class);

    /** Checks the channels. */
    public void check() {
        List<String> problems = channels.problems();
        if (!problems.isEmpty()) {
            throw new InvalidSettingsException(problems);
        }
        List<String> names = channels.names();
        if (names.isEmpty()) {
            throw new InvalidSettingsException(List.of(
                    "ENABLE_SNS, ENABLE_CHAT, ENABLE_SLACK, ENABLE_EMAIL and others: no channel is enabled, or each"
                            + " is on standby as another's fallback; enable at least one of them, or add a file to"
                            + " routes/channels"));
        }
        if (channels.mayBeUnwanted()) {
            LOG.warn(
                    "every channel has a condition: an alert that meets none is sent to nobody and logged as an error;"
                            + " name the channel that takes it in SPOT_CHANNEL_DEFAULT ({})",
                    FallbackSettings.DEFAULT);
        }
        LOG.atInfo().addKeyValue("queue", queue).addKeyValue("channels", names).log("started");
    }
}
