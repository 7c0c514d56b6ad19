package org.spotalert.pipeline.recovery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.spotalert.fleet.RecoveryLookup;
import org.spotalert.model.Impact;
import org.spotalert.model.Interruption;
import org.spotalert.model.Interruption.Subject;
import org.spotalert.model.Recovery;
import org.spotalert.pipeline.intake.FollowUp;
import org.spotalert.pipeline.intake.FollowUp.FollowedInstance;
import org.spotalert.pipeline.intake.FollowUpJson;

/** The steps of the follow-up between its route's calls: when it looks, at what, and what comes of it. */
public final class RecoveryChecks {

    /** What a message delay is at most; see SendMessage in the SQS API reference. */
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(15);
    /** What was missing in a warning may be there a few seconds later. */
    private static final Duration DETAIL_DELAY = Duration.ofSeconds(5);
    /** Looks are due at multiples of this, where the interval allows it: looks at the same time share their calls. */
    private static final Duration BEAT = Duration.ofSeconds(5);

    /** What every queue takes in a message, in characters, all of which are ASCII; SQS takes more since 2025. */
    private static final int LONGEST_MESSAGE = 256 * 1024;

    private final FollowUpJson json = new FollowUpJson();
    private final RecoverySettings settings;
    private final RecoveryDecision decision;
    private final RecoveryLookup lookup;
    private final Clock clock;

    /**
     * @param criticalBelow the share of its desired tasks below which a service is in danger, in percent
     */
    public RecoveryChecks(RecoverySettings settings, int criticalBelow, RecoveryLookup lookup, Clock clock) {
        this.settings = settings;
        this.decision = new RecoveryDecision(settings.details(), criticalBelow);
        this.lookup = lookup;
        this.clock = clock;
    }

    /** How long until the look, in whole seconds. */
    public int delaySeconds(FollowUp followUp) {
        Duration longest = followUp.asking() ? shorter(settings.interval(), DETAIL_DELAY) : settings.interval();
        Duration left = Duration.between(clock.instant(), followUp.deadline());
        long millis = shorter(shorter(lastBeat(longest), left), LONGEST_DELAY).toMillis();
        return (int) Math.max(1, (millis + 999) / 1000);
    }

    /** The wait until the last beat within this time. */
    private Duration lastBeat(Duration within) {
        long beat = shorter(within, BEAT).toMillis();
        return within.minusMillis((clock.millis() + within.toMillis()) % beat);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** The message that asks for the look; without the instances' tags where it would be too long with them. */
    public String message(FollowUp followUp) {
        String message = json.write(followUp);
        return message.length() <= LONGEST_MESSAGE ? message : json.write(RecoveryState.withoutTags(followUp));
    }

    /** What is to be looked up once more. */
    public List<Interruption> incomplete(List<FollowUp> followUps) {
        return followUps.stream()
                .flatMap(followUp -> followUp.instances().stream())
                .filter(FollowedInstance::askAgain)
                .map(FollowedInstance::interruption)
                .distinct()
                .toList();
    }

    /**
     * Looks at the services of all follow-ups together, where that is due, and decides about each.
     *
     * @param details what was found out about what is incomplete
     */
    public List<RecoveryStep> look(List<FollowUp> followUps, List<Impact> details) {
        List<FollowUp> distinct = followUps.stream().distinct().toList();
        Instant begun = clock.instant();
        Set<FollowUp> measured =
                distinct.stream().filter(followUp -> measures(followUp, begun)).collect(Collectors.toSet());
        Recovery recovery = lookup.look(
                measured.stream()
                        .flatMap(followUp -> followUp.services().stream())
                        .map(RecoveryState::question)
                        .collect(Collectors.toSet()),
                measured.stream()
                        .filter(followUp -> mayEnd(followUp, begun))
                        .flatMap(followUp -> followUp.instances().stream())
                        .map(RecoveryState::member)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet()));
        Map<Subject, Impact> found = new HashMap<>();
        details.forEach(impact -> found.put(impact.interruption().subject(), impact));
        Instant now = clock.instant();
        return distinct.stream()
                .map(followUp -> measured.contains(followUp)
                        ? decision.decide(followUp, recovery, found, now)
                        : decision.details(followUp, found, now))
                .toList();
    }

    /** While details are looked for every few seconds, how the services stand can wait for its interval. */
    private boolean measures(FollowUp followUp, Instant now) {
        return mayEnd(followUp, now) || !now.isBefore(followUp.lookedAt().plus(settings.interval()));
    }

    /** Nothing ends while details are looked for: what still runs on the instances is of no interest then. */
    private static boolean mayEnd(FollowUp followUp, Instant now) {
        return !followUp.asking() || !now.isBefore(followUp.deadline());
    }

    /** The step, done. */
    public RecoveryStep.Outcome done(RecoveryStep step) {
        return new RecoveryStep.Outcome(step.followUp(), null);
    }

    /** The step, to be taken again. */
    public RecoveryStep.Outcome failed(RecoveryStep step, Exception failure) {
        return new RecoveryStep.Outcome(step.followUp(), failure);
    }

    /**
     * Ends the batch.
     *
     * @throws RecoveryFailedException when steps have to be taken again, so that their messages come back
     */
    public void settle(Collection<RecoveryStep.Outcome> outcomes) throws RecoveryFailedException {
        Map<FollowUp, Exception> failures = new HashMap<>();
        for (RecoveryStep.Outcome outcome : outcomes) {
            if (outcome.failure() != null) {
                failures.put(outcome.followUp(), outcome.failure());
            }
        }
        if (!failures.isEmpty()) {
            throw new RecoveryFailedException(failures);
        }
    }

    /**
     * The watch over these instances, begun now. It is one for all of them, so that nothing that they are told in together is
     * closed as long as one is not whole, but for what is more than a message takes.
     *
     * @param thread the thread of the warnings as a whole
     */
    List<FollowUp> begin(List<FollowedInstance> instances, String thread) {
        Instant now = clock.instant();
        List<FollowUp> begun = new ArrayList<>();
        for (int start = 0; start < instances.size(); start += FollowUp.MOST_INSTANCES) {
            List<FollowedInstance> some =
                    instances.subList(start, Math.min(instances.size(), start + FollowUp.MOST_INSTANCES));
            begun.add(new FollowUp(
                    UUID.randomUUID().toString(),
                    thread,
                    now,
                    now.plus(settings.timeout()),
                    now,
                    some,
                    RecoveryState.services(some, List.of())));
        }
        return begun;
    }
}
