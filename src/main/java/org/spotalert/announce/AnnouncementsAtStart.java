package org.spotalert.announce;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupListener;
import org.spotalert.config.BadSettingsException;

/** A program that is to tell announcements to channels that cannot does not start. */
public final class AnnouncementsAtStart implements StartupListener {

    private final List<String> channels;
    private final Supplier<Set<String>> able;

    /**
     * @param channels the names of the channels that are to be told
     * @param able tells the names of those that are enabled and take announcements
     */
    public AnnouncementsAtStart(List<String> channels, Supplier<Set<String>> able) {
        this.channels = List.copyOf(channels);
        this.able = able;
    }

    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
        if (alreadyStarted) {
            // An edited route file has started routes.
            return;
        }
        Set<String> there = able.get();
        List<String> problems = channels.stream()
                .filter(channel -> !there.contains(channel))
                .map(channel -> "SPOT_ANNOUNCEMENTS (spot.announcements): \"" + channel
                        + "\" is not a channel that is enabled and tells announcements; give some of " + there)
                .toList();
        if (!problems.isEmpty()) {
            throw new BadSettingsException(problems);
        }
    }
}
