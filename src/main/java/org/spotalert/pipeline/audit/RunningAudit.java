package org.spotalert.pipeline.audit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;
import org.spotalert.fleet.reclaims.Unseen;
import org.spotalert.model.Incident;
import org.spotalert.model.Interruption;
import org.spotalert.model.LeadTimes;
import org.spotalert.pipeline.store.Incidents.Query;
import org.spotalert.pipeline.store.StoreAccess;
import org.spotalert.platform.logging.EmbeddedMetrics;
import org.spotalert.platform.logging.EmbeddedMetrics.Unit;

/** The audit of the running program, again and again, over a day and an hour. */
public final class RunningAudit {

    private static final Logger LOG = LoggerFactory.getLogger("org.spotalert.audit");
    /** A day, and the longest time between two audits: nothing falls between two daily alerts. */
    private static final Duration REACH = Duration.ofHours(25);
    /** How far back the promise is measured, how often, and over how many incidents; some megabytes. */
    private static final Duration PROMISE_REACH = Duration.ofDays(30);

    private static final Duration PROMISE_INTERVAL = Duration.ofHours(1);
    private static final int MOST = 1000;
    /** When an audit that has not seen all counts as old. */
    private static final int OLD = 3;

    private final AuditSettings settings;
    private final Auditor auditor;
    private final StoreAccess store;
    private final boolean metrics;
    private final Clock clock;
    private final AtomicReference<State> state;

    /** @param metrics whether lines of the log carry CloudWatch's metrics */
    public RunningAudit(AuditSettings settings, Auditor auditor, StoreAccess store, boolean metrics, Clock clock) {
        this.settings = settings;
        this.auditor = auditor;
        this.store = store;
        this.metrics = metrics;
        this.clock = clock;
        this.state = new AtomicReference<>(new State(null, clock.instant(), null, Instant.MIN));
    }

    /**
     * What the last audit has left.
     *
     * @param report null before the first
     * @param completeAt when all was seen last; at first when the program started
     * @param leadTimes null before they were measured
     */
    private record State(
            @Nullable AuditReport report,
            Instant completeAt,
            @Nullable LeadTimes leadTimes,
            Instant measuredAt) {}

    private State last() {
        return Objects.requireNonNull(state.get());
    }

    /** Makes an audit, and returns what people are to be notified of now. */
    public List<Interruption> run() {
        State before = last();
        Instant now = clock.instant();
        AuditReport report = auditor.audit(
                now.minus(REACH), instances -> store.ask(any -> any.incidents().ofInstances(instances)));
        boolean measures = !now.isBefore(before.measuredAt().plus(PROMISE_INTERVAL));
        state.set(new State(
                report,
                report.complete() ? now : before.completeAt(),
                measures ? leadTimes(now).orElse(before.leadTimes()) : before.leadTimes(),
                measures ? now : before.measuredAt()));
        log(before.report(), report);
        Instant until = reportedUntil(now);
        return report.toReport().stream()
                .filter(reclaim -> reclaim.at() == null || !reclaim.at().isAfter(until))
                .map(reclaim -> reclaim.missed(now))
                .toList();
    }

    /** What ended until then is due: now, or the latest time of day at which people are notified. */
    private Instant reportedUntil(Instant now) {
        LocalTime daily = settings.missedAt();
        if (daily == null) {
            return now;
        }
        Instant today = now.atOffset(ZoneOffset.UTC).with(daily).toInstant();
        return today.isAfter(now) ? today.minus(Duration.ofDays(1)) : today;
    }

    private Optional<LeadTimes> leadTimes(Instant now) {
        try {
            Query query = new Query(now.minus(PROMISE_REACH), null, null, false, null, MOST);
            List<Incident> incidents = store.ask(any -> any.incidents().newest(query));
            return Optional.of(LeadTimes.of(incidents, settings.secondsLeft()));
        } catch (RuntimeException storeFails) {
            return Optional.empty();
        }
    }

    /** Says what is new. CloudWatch needs a line each time: one that is missing is an alarm. */
    private void log(@Nullable AuditReport before, AuditReport report) {
        if (!report.complete() && (before == null || !before.unseen().equals(report.unseen()))) {
            LOG.atWarn().addKeyValue("unseen", words(report)).log("the audit cannot see all that AWS has taken");
        }
        boolean news = before == null || !before.summary().equals(report.summary());
        LoggingEventBuilder line =
                LOG.atLevel(news || metrics ? Level.INFO : Level.DEBUG).addKeyValue("audit", report.summary());
        (metrics ? embedded(report).addTo(line, report.at()) : line).log("audit");
    }

    private EmbeddedMetrics embedded(AuditReport report) {
        EmbeddedMetrics all = new EmbeddedMetrics().metric("AuditAge", Unit.Seconds, age());
        metric(all, "Taken", report.taken());
        metric(all, "NotifiedInTime", report.count(AuditVerdict.IN_TIME));
        metric(all, "NotifiedLate", report.count(AuditVerdict.LATE));
        metric(all, "Missed", report.unreported());
        return all;
    }

    /** A number that may be too small is no metric unless it says something. */
    private static void metric(EmbeddedMetrics all, String name, Count count) {
        if (count.known()) {
            all.metric(name, Unit.Count, count.number());
        }
    }

    /** How many seconds ago all was seen, or the program started. */
    public long age() {
        return Duration.between(last().completeAt(), clock.instant()).toSeconds();
    }

    /** How many have this verdict; NaN where that is not known. */
    public double count(AuditVerdict verdict) {
        AuditReport report = last().report();
        Count count = report == null ? new Count(0, false) : report.count(verdict);
        return count.known() ? count.number() : Double.NaN;
    }

    /** The share of the alerts of the last 30 days that kept the promise; NaN where there were none. */
    public double kept() {
        LeadTimes measured = last().leadTimes();
        return measured == null ? Double.NaN : measured.share();
    }

    /** What health says: what cannot be seen, or that no audit was made for long. */
    public Optional<String> warning() {
        AuditReport report = last().report();
        if (report != null && !report.complete()) {
            return Optional.of("the audit cannot see all that AWS has taken: " + words(report));
        }
        return age() > settings.interval().multipliedBy(OLD).plusMinutes(1).toSeconds()
                ? Optional.of("the last audit was made " + age() + " s ago")
                : Optional.empty();
    }

    private static String words(AuditReport report) {
        return report.unseen().stream().map(Unseen::toString).collect(Collectors.joining("; "));
    }
}
