package org.spotalert;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.service.ServiceSupport;
import org.spotalert.announce.AnnouncementLog;
import org.spotalert.announce.Announcements;
import org.spotalert.announce.AnnouncementsAtStart;
import org.spotalert.channel.failure.Failures;
import org.spotalert.claim.MessageClaims;
import org.spotalert.config.Settings;
import org.spotalert.config.SuppressionSettings;
import org.spotalert.live.LiveRoutes;
import org.spotalert.routing.RunningChannel;
import org.spotalert.suppress.LiveRules;
import org.spotalert.suppress.SuppressedDigest;
import org.spotalert.suppress.SuppressedRecord;
import org.spotalert.suppress.WindowWatch;

/** Makes the parts that record suppressed alerts, and those that announce them and the maintenance windows. */
final class AnnounceWiring {

    /** What was noticed before a moment is decided and recorded so long after it, by every process. */
    private static final Duration SETTLING = Duration.ofSeconds(10);

    private final CamelContext context;
    private final Clock clock;

    AnnounceWiring(CamelContext context, Clock clock) {
        this.context = context;
        this.clock = clock;
    }

    void bind(Settings settings, ClaimWiring.Made kept) throws Exception {
        Registry registry = context.getRegistry();
        LiveRules rules = registry.lookupByNameAndType(DecideWiring.LIVE_RULES, LiveRules.class);
        Failures failures = registry.lookupByNameAndType(NotifyWiring.FAILURES, Failures.class);
        SuppressionSettings suppression = settings.suppression();
        SuppressedRecord suppressed =
                new SuppressedRecord(kept.database(), settings.store().retention(), clock);
        registry.bind("suppressedRecord", suppressed);
        writeTheRest(suppressed);
        WindowWatch windows = new WindowWatch(rules::windows, suppressed, SETTLING, clock);
        SuppressedDigest digest = new SuppressedDigest(suppression.digest(), suppressed, SETTLING, clock);
        registry.bind(
                "announcements",
                new Announcements(
                        List.of(windows::due, digest::due),
                        suppression.announcements(),
                        this::endpoint,
                        new MessageClaims(kept.claims()),
                        failures::describe,
                        clock));
        registry.bind("announcementLog", new AnnouncementLog());
        context.addStartupListener(new AnnouncementsAtStart(suppression.announcements(), this::able));
    }

    /** What was decided last is written before the database is closed. */
    private void writeTheRest(SuppressedRecord suppressed) throws Exception {
        context.addService(new ServiceSupport() {
            @Override
            protected void doStop() {
                suppressed.write();
            }
        });
    }

    private Set<String> able() {
        return channels()
                .filter(RunningChannel::announcements)
                .map(RunningChannel::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private String endpoint(String channel) {
        return channels()
                .filter(running -> running.name().equals(channel))
                .map(RunningChannel::endpoint)
                .findFirst()
                .orElse("direct:channel-" + channel);
    }

    private Stream<RunningChannel> channels() {
        return context.hasService(LiveRoutes.class).channels().stream();
    }
}
