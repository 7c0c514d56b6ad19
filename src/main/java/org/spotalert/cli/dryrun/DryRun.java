package org.spotalert.cli.dryrun;

import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.spotalert.app.RoutesFailedException;

/**
 * How the channels' routes are to be run.
 *
 * @param clock what the seconds left in the messages are counted by
 * @param mark what stands before each headline; empty for nothing
 * @param capture takes what the channels would send; null to let them send it
 * @param overrides settings that count more than those of files and environment
 */
public record DryRun(Clock clock, String mark, @Nullable MessageCapture capture, Map<String, String> overrides) {

    public DryRun {
        overrides = Map.copyOf(overrides);
    }

    /** Starts a dry run. */
    @FunctionalInterface
    public interface Stage {

        /**
         * The running routes of the channels, to be closed.
         *
         * @throws org.spotalert.platform.settings.InvalidSettingsException when a channel's settings are bad
         * @throws RoutesFailedException when a route does not start
         */
        ChannelRoutes start(DryRun dryRun) throws RoutesFailedException;
    }
}
