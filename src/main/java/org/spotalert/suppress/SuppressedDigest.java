package org.spotalert.suppress;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spotalert.decide.Alert;
import org.spotalert.decide.Decision.Rule;
import org.spotalert.event.Interruption;
import org.spotalert.event.Interruption.Subject;

/** Once a day, if it is asked for, one line about the alerts that this process has told nobody. */
public final class SuppressedDigest {

    private static final Logger LOG = LoggerFactory.getLogger(SuppressedDigest.class);
    /** As many as a reader looks at; further ones are counted. */
    private static final int LISTED = 200;

    private final @Nullable DailyTime daily;
    private final Clock clock;
    private final AtomicReference<Day> day;

    /**
     * What there is to tell.
     *
     * @param due when it is told
     */
    private record Day(Instant since, Instant due, Map<Rule, Integer> counts, Map<Subject, String> listed) {

        Day with(List<Alert> alerts) {
            Map<Rule, Integer> counted = new TreeMap<>(counts);
            Map<Subject, String> all = new LinkedHashMap<>(listed);
            for (Alert alert : alerts) {
                Subject subject = alert.impact().interruption().subject();
                // A message that comes back is suppressed again.
                if (all.containsKey(subject)) {
                    continue;
                }
                counted.merge(alert.decision().rule(), 1, Integer::sum);
                if (all.size() < LISTED) {
                    all.put(subject, text(alert));
                }
            }
            return new Day(since, due, counted, all);
        }
    }

    /**
     * @param daily when it is told; null when it is not asked for
     */
    public SuppressedDigest(@Nullable DailyTime daily, Clock clock) {
        this.daily = daily;
        this.clock = clock;
        this.day = new AtomicReference<>(begin());
    }

    private Day begin() {
        Instant now = clock.instant();
        return new Day(now, daily == null ? Instant.MAX : daily.after(now), Map.of(), Map.of());
    }

    /** Takes in those of the alerts that nobody is told about. */
    public void add(List<Alert> alerts) {
        List<Alert> suppressed =
                alerts.stream().filter(alert -> !alert.decision().sends()).toList();
        if (daily != null && !suppressed.isEmpty()) {
            day.updateAndGet(known -> Objects.requireNonNull(known).with(suppressed));
        }
    }

    /** Tells what there is to tell when it is time. */
    public void look() {
        Day known = Objects.requireNonNull(day.get());
        if (!clock.instant().isBefore(known.due())) {
            tell(Objects.requireNonNull(day.getAndSet(begin())));
        }
    }

    private static void tell(Day over) {
        int count = over.counts().values().stream().mapToInt(Integer::intValue).sum();
        List<String> alerts = new ArrayList<>(over.listed().values());
        if (count > alerts.size()) {
            alerts.add("and " + (count - alerts.size()) + " more");
        }
        LOG.atInfo()
                .addKeyValue("since", over.since())
                .addKeyValue("count", count)
                .addKeyValue(
                        "rules",
                        over.counts().entrySet().stream()
                                .map(rule -> rule.getKey() + " " + rule.getValue())
                                .collect(Collectors.joining(", ")))
                .addKeyValue("alerts", alerts)
                .log("suppressed alerts of the day");
    }

    private static String text(Alert alert) {
        Interruption interruption = alert.impact().interruption();
        return interruption.noticedAt() + " " + interruption.instanceId() + " in " + interruption.region() + ", "
                + alert.decision().rule() + ": " + alert.decision().reason();
    }
}
