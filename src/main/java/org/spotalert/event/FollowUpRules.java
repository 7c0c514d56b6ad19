package org.spotalert.event;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.spotalert.event.FollowUp.FollowedInstance;
import org.spotalert.event.FollowUp.FollowedService;

/**
 * What a follow-up's message must keep to. Whoever may write to the queue may write one: what it holds enters questions to
 * AWS, ids of mails and keys of threads, and its chain has to end.
 */
final class FollowUpRules {

    /** The most of most things in one message. */
    static final int MOST = FollowUp.MOST_INSTANCES;
    /** The most services of one message: the instances of a digest may run ten each that no other runs. */
    private static final int MOST_SERVICES = 10_000;
    /** The longest time from the first look to the last. */
    static final Duration LONGEST = Duration.ofDays(1);

    private static final int LONGEST_TEXT = 2_000;
    private static final Pattern ID = Pattern.compile("[0-9a-f-]{1,64}");
    private static final Pattern THREAD = Pattern.compile("spot/[A-Za-z0-9/_-]{1,200}");
    private static final Pattern CHANNEL = Pattern.compile("[^\\p{Cc}]{1,100}");
    private static final Pattern CLUSTER = Pattern.compile("[A-Za-z0-9:/_-]{1,400}");
    private static final Pattern TEXT = Pattern.compile("[^\\p{Cc}]{1,400}");
    private static final Pattern SEVERITY = Pattern.compile("INFO|WARNING|CRITICAL");
    private static final Pattern SERVICE = Pattern.compile("[^\\p{Cc}]{1,255}");

    private FollowUpRules() {}

    /**
     * Checks what the types do not.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    static void check(FollowUp followUp) {
        matches(ID, followUp.id());
        matches(THREAD, followUp.thread());
        inTime(followUp.begunAt());
        inTime(followUp.lookedAt());
        require(!followUp.deadline().isAfter(followUp.begunAt().plus(LONGEST)));
        few(followUp.instances());
        require(!followUp.instances().isEmpty());
        require(followUp.services().size() <= MOST_SERVICES);
        followUp.instances().forEach(FollowUpRules::check);
        followUp.services().forEach(FollowUpRules::check);
    }

    private static void check(FollowedInstance instance) {
        Interruption interruption = instance.interruption();
        require(interruption.kind() != null && interruption.action() != null);
        matches(EventPatterns.RESOURCE_ID, interruption.instanceId());
        matches(EventPatterns.REGION, interruption.region());
        matchesIfAny(EventPatterns.ACCOUNT, interruption.account());
        matchesIfAny(EventPatterns.ZONE, interruption.zone());
        matchesIfAny(EventPatterns.EVENT_ID, interruption.eventId());
        inTime(interruption.noticedAt());
        if (interruption.goesAt() != null) {
            inTime(interruption.goesAt());
        }
        InterruptedTask task = interruption.task();
        if (task != null) {
            matches(CLUSTER, task.arn());
            matches(CLUSTER, task.cluster());
            matchesIfAny(TEXT, task.group());
            matchesIfAny(TEXT, task.taskDefinition());
        }
        matches(SEVERITY, instance.severity());
        matchesIfAny(CLUSTER, instance.cluster());
        matchesIfAny(CLUSTER, instance.containerInstance());
        matchesIfAny(SERVICE, instance.type());
        instance.services().keySet().forEach(name -> matches(SERVICE, name));
        few(instance.services().keySet());
        few(instance.tags().keySet());
        require(instance.standaloneTasks() >= 0 && instance.standaloneTasks() <= instance.leftOver());
        few(instance.missing());
        few(instance.threads().keySet());
        instance.threads().keySet().forEach(channel -> matches(CHANNEL, channel));
        few(instance.elsewhere());
        instance.elsewhere().forEach(channel -> matches(CHANNEL, channel));
        instance.threads().values().forEach(thread -> matches(THREAD, thread));
        instance.missing().forEach(text -> require(text.length() <= LONGEST_TEXT));
    }

    private static void check(FollowedService service) {
        matchesIfAny(EventPatterns.ACCOUNT, service.account());
        matches(EventPatterns.REGION, service.region());
        matches(CLUSTER, service.cluster());
        matches(SERVICE, service.name());
        require(!service.below().isNegative() && service.below().compareTo(LONGEST) <= 0);
    }

    private static void inTime(Instant time) {
        require(!time.isBefore(Instant.EPOCH) && !time.isAfter(EventPatterns.LATEST));
    }

    private static void few(Collection<?> things) {
        require(things.size() <= MOST);
    }

    private static void matchesIfAny(Pattern pattern, @Nullable String text) {
        if (text != null) {
            matches(pattern, text);
        }
    }

    private static void matches(Pattern pattern, String text) {
        require(pattern.matcher(text).matches());
    }

    private static void require(boolean kept) {
        if (!kept) {
            throw new IllegalArgumentException("malformed");
        }
    }
}
