package org.spotalert.cli.explain;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.spotalert.app.RoutesFailedException;
import org.spotalert.pipeline.notify.Channels;
import org.spotalert.pipeline.notify.routing.RunningChannel;
import org.spotalert.platform.settings.InvalidSettingsException;

/** Finds out which channels are switched on. */
public interface ChannelLookup {

    /**
     * The channels with their conditions.
     *
     * @throws InvalidSettingsException when a channel's settings are bad
     * @throws RoutesFailedException when a channel's route does not start
     */
    List<RunningChannel> running() throws RoutesFailedException;

    /**
     * Divides alerts among these channels, by the fallbacks and the default of the settings.
     *
     * @param named the channels that the catalogue names
     */
    Channels among(List<RunningChannel> running, Supplier<Set<String>> named);
}
