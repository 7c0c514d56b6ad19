package org.spotalert.model;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The life of one interruption, from the notice to the recovery.
 *
 * @param key account, Region, instance and kind of notice, as {@link #key} writes them
 * @param notifications the latest outcome of each kind of alert at each channel
 * @param drainedAt when its container instance was set to draining; null when it was not
 * @param recovery the state of the recovery checks; null when none has begun
 * @param version how often a store has saved it; 0 when none has
 */
public record Incident(
        String key,
        Interruption interruption,
        Losses impact,
        Judgement judgement,
        List<Notification> notifications,
        @Nullable Instant drainedAt,
        @Nullable RecoveryState recovery,
        Instant createdAt,
        Instant updatedAt,
        long version) {

    public Incident {
        notifications = List.copyOf(notifications);
    }

    public record Judgement(
            Decision.Verdict verdict,
            Decision.Rule rule,
            String reason,
            Severity severity,
            Instant at,
            List<Decision.RuleVerdict> verdicts) {

        public Judgement {
            verdicts = List.copyOf(verdicts);
        }
    }

    /**
     * The outcome of one kind of alert at one channel.
     *
     * @param at when the outcome was known
     * @param secondsLeft how long before the instance goes; negative when after it; null when no time is set
     * @param thread the thread in which the channel has it; null when it does not
     * @param sentBy the fallback that has sent it; null when the channel itself has
     * @param failure why the channel does not have it; null when it does
     */
    public record Notification(
            String channel,
            AlertKind kind,
            Outcome outcome,
            Instant at,
            @Nullable Long secondsLeft,
            @Nullable String thread,
            @Nullable String sentBy,
            @Nullable Failure failure) {

        public enum Outcome {
            SENT,
            FAILED
        }

        /** Whether the channel, or its fallback, has the alert. */
        public boolean sent() {
            return outcome == Outcome.SENT;
        }
    }

    /** The key of the incident that this notice is about: {@code account/region/instance/notice}. Repeated notices share it. */
    public static String key(Interruption interruption) {
        Interruption.Subject subject = interruption.subject();
        return String.join(
                "/",
                instanceKey(interruption),
                subject.kind().name().toLowerCase(Locale.ROOT)
                        + (subject.occurrence() == null ? "" : "@" + subject.occurrence()));
    }

    /** What the keys of all incidents of one instance begin with. */
    public static String instanceKey(Interruption interruption) {
        return instanceKey(interruption.account(), interruption.region(), interruption.resourceId());
    }

    /** The same, of an instance or task that no notice may have been about. */
    public static String instanceKey(@Nullable String account, String region, String resourceId) {
        return String.join("/", String.valueOf(account), region, resourceId);
    }

    /** The incident of a warning that was just decided. */
    public static Incident of(Alert alert, Instant now) {
        Interruption interruption = alert.interruption();
        return new Incident(
                key(interruption),
                interruption,
                Losses.of(alert.impact()),
                new Judgement(
                        alert.decision().verdict(),
                        alert.decision().rule(),
                        alert.decision().reason(),
                        alert.severity(),
                        now,
                        alert.decision().verdicts()),
                List.of(),
                null,
                null,
                now,
                now,
                0);
    }

    public boolean suppressed() {
        return judgement.verdict() == Decision.Verdict.SUPPRESS;
    }

    /** When the first channel had the warning; null when none has. */
    public @Nullable Instant warnedAt() {
        return notifications.stream()
                .filter(notification -> notification.kind() == AlertKind.WARNING && notification.sent())
                .map(Notification::at)
                .min(Instant::compareTo)
                .orElse(null);
    }

    /** The same incident after this decision. What was notified once stays notified. */
    public Incident decided(Losses losses, Judgement newer, Instant now) {
        return with(losses, suppressedAfterSend(newer) ? judgement : newer, notifications, drainedAt, recovery, now);
    }

    private boolean suppressedAfterSend(Judgement newer) {
        return newer.verdict() == Decision.Verdict.SUPPRESS
                && notifications.stream().anyMatch(Notification::sent);
    }

    /** The same incident with this outcome. An alert that a channel has stays sent, as it was first. */
    public Incident notified(Notification outcome, Instant now) {
        if (notifications.stream().anyMatch(earlier -> same(earlier, outcome) && earlier.sent())) {
            return this;
        }
        List<Notification> all = Stream.concat(
                        notifications.stream().filter(earlier -> !same(earlier, outcome)), Stream.of(outcome))
                .toList();
        return with(impact, judgement, all, drainedAt, recovery, now);
    }

    private static boolean same(Notification earlier, Notification later) {
        return earlier.channel().equals(later.channel()) && earlier.kind() == later.kind();
    }

    /** The same incident, whose container instance was set to draining. */
    public Incident drained(Instant now) {
        return with(impact, judgement, notifications, drainedAt == null ? now : drainedAt, recovery, now);
    }

    public Incident withRecovery(@Nullable RecoveryState state, Instant now) {
        return with(impact, judgement, notifications, drainedAt, state, now);
    }

    public Incident withImpact(Losses losses, Instant now) {
        return with(losses, judgement, notifications, drainedAt, recovery, now);
    }

    /** The same incident as a store has it once it was saved so often. */
    public Incident withVersion(long saved) {
        return new Incident(
                key, interruption, impact, judgement, notifications, drainedAt, recovery, createdAt, updatedAt, saved);
    }

    private Incident with(
            Losses losses,
            Judgement theJudgement,
            List<Notification> outcomes,
            @Nullable Instant drained,
            @Nullable RecoveryState state,
            Instant now) {
        return new Incident(key, interruption, losses, theJudgement, outcomes, drained, state, createdAt, now, version);
    }
}
