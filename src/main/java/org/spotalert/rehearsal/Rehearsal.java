package org.spotalert.rehearsal;

import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the channels' routes are to be run.
 *
 * @param clock what the seconds left in the messages are counted by
 * @param mark what stands before each headline; empty for nothing
 * @param recorder takes what the channels would send; null to let them send it
 * @param overrides settings that count more than those of files and environment
 */
public record Rehearsal(Clock clock, String mark, @Nullable Recorder recorder, Map<String, String> overrides) {

    public Rehearsal {
        overrides = Map.copyOf(overrides);
    }

    /** Starts a rehearsal. */
    @FunctionalInterface
    public interface Stage {

        /**
         * The running routes of the channels, to be closed.
         *
         * @throws org.spotalert.config.BadSettingsException when a channel's settings are bad
         * @throws RoutesFailedException when a route does not start
         */
        ChannelRoutes start(Rehearsal rehearsal) throws RoutesFailedException;
    }
}
