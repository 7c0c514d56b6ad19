package org.spotalert.suppress;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.spotalert.decide.Decision.Rule;
import org.spotalert.suppress.Announcement.Entry;
import org.spotalert.suppress.Announcement.Fact;
import org.spotalert.suppress.Announcement.Kind;

/** Once a day, if it is asked for, sums up what the record says was told nobody: by all processes that share it. */
public final class SuppressedDigest {

    /** As many as a reader looks at; further ones are counted. */
    private static final int LISTED = 200;

    private final @Nullable DailyTime daily;
    private final SuppressedRecord record;
    private final Duration settling;
    private final Clock clock;
    private final AtomicReference<Instant> told;
    private final Instant start;

    /**
     * @param daily when a day ends; null when it is not asked for
     * @param settling how long after that it is told: what was decided before is recorded by then, by every process
     */
    public SuppressedDigest(@Nullable DailyTime daily, SuppressedRecord record, Duration settling, Clock clock) {
        this.daily = daily;
        this.record = record;
        this.settling = settling;
        this.clock = clock;
        this.start = clock.instant();
        this.told = new AtomicReference<>(Instant.MIN);
    }

    /**
     * The digest of the last day that is over, when this has not returned it before. A day that was over before the start
     * of the program is made up for if there is anything to tell. While the record cannot be read there is none; it is
     * there as soon as the record can be read.
     */
    public List<Announcement> due() {
        if (daily == null) {
            return List.of();
        }
        Instant until = daily.notAfter(clock.instant().minus(settling));
        if (!Objects.requireNonNull(told.get()).isBefore(until)) {
            return List.of();
        }
        try {
            Announcement digest = digest(daily.notAfter(until.minusNanos(1)), until);
            told.set(until);
            return until.isBefore(start) && digest.logOnly() ? List.of() : List.of(digest);
        } catch (RuntimeException storeFails) {
            // The store says so itself.
            return List.of();
        }
    }

    private Announcement digest(Instant from, Instant until) {
        Map<Rule, Integer> counts = record.counts(from, until);
        List<SuppressedAlert> first = record.first(LISTED, from, until);
        int count = counts.values().stream().mapToInt(Integer::intValue).sum();
        String rules = counts.entrySet().stream()
                .map(rule -> rule.getKey() + " " + rule.getValue())
                .collect(Collectors.joining(", "));
        return new Announcement(
                Kind.SUPPRESSED_ALERTS,
                "spot/suppressed/" + until,
                title(count),
                "What nobody was told in a day, and the rules by which it was decided.",
                from,
                until,
                List.of(new Fact("count", String.valueOf(count)), new Fact("rules", rules.isEmpty() ? "none" : rules)),
                first.stream().map(SuppressedDigest::entry).toList(),
                Math.max(0, count - first.size()));
    }

    private static String title(int count) {
        if (count == 0) {
            return "Every alert was sent";
        }
        return count + (count == 1 ? " alert was not sent" : " alerts were not sent");
    }

    private static Entry entry(SuppressedAlert alert) {
        return new Entry(
                alert.noticedAt(),
                alert.instanceId() + " in " + alert.region()
                        + (alert.cluster() == null ? "" : ", cluster " + alert.cluster())
                        + (alert.services().isEmpty() ? "" : " (" + alert.services() + ")") + ", " + alert.rule() + ": "
                        + alert.reason());
    }
}
