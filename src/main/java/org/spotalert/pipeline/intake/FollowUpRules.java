package org.spotalert.pipeline.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.EventPatterns;
import org.spotalert.model.Interruption;
import org.spotalert.model.Resource.FargateTask;
import org.spotalert.pipeline.intake.FollowUp.FollowedInstance;
import org.spotalert.pipeline.intake.FollowUp.FollowedService;

/**
 * What a follow-up's message must keep to. Whoever may write to the queue may write one: what it holds enters questions to
 * AWS, ids of mails, keys of threads and messages to people, and its chain has to end. Names are those that AWS allows, so that
 * no sentence fits into one.
 */
final class FollowUpRules {

    /** The most of most things in one message. */
    static final int MOST = FollowUp.MOST_INSTANCES;
    /** The most services of one message: the instances of a digest may run ten each that no other runs. */
    private static final int MOST_SERVICES = 10_000;
    /** The longest time from the first look to the last. */
    static final Duration LONGEST = Duration.ofDays(1);

    /** The most messages that one look may make at all channels; a few a channel is what warnings leave behind. */
    private static final int MOST_MESSAGES = 50;
    /** The most accounts and Regions that one look asks: each has clients and threads of its own. */
    private static final int MOST_PLACES = 100;
    /** EC2's own bound for the tags of an instance. */
    private static final int MOST_TAGS = 50;

    private static final Pattern ID = Pattern.compile("[0-9a-f-]{1,64}");
    private static final Pattern DIGEST = Pattern.compile("spot/digest/[0-9a-f-]{1,64}");
    private static final Pattern CHANNEL = Pattern.compile("[^\\p{Cc}]{1,100}");
    private static final Pattern CLUSTER =
            Pattern.compile(EventPatterns.NAME.pattern() + "|" + EventPatterns.CLUSTER.pattern());
    private static final Pattern CONTAINER_INSTANCE =
            Pattern.compile("arn:aws[a-z-]{0,16}:ecs:[a-z0-9-]{1,40}:[0-9]{12}:container-instance/(?:"
                    + EventPatterns.NAME.pattern() + "/)?[0-9a-f-]{1,64}");
    private static final Pattern SEVERITY = Pattern.compile("INFO|WARNING|CRITICAL");
    private static final Pattern TAG = Pattern.compile("[^\\p{Cc}]{0,256}");

    private FollowUpRules() {}

    /**
     * Checks what the types do not.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    static void check(FollowUp followUp) {
        matches(ID, followUp.id());
        Set<String> incidents = followUp.instances().stream()
                .map(instance -> incident(instance.interruption()))
                .collect(Collectors.toSet());
        thread(followUp.thread(), incidents);
        inTime(followUp.begunAt());
        inTime(followUp.lookedAt());
        require(!followUp.deadline().isAfter(followUp.begunAt().plus(LONGEST)));
        few(followUp.instances());
        require(!followUp.instances().isEmpty());
        require(followUp.services().size() <= MOST_SERVICES);
        followUp.instances().forEach(instance -> check(instance, incidents));
        require(followUp.instances().stream()
                        .flatMap(instance -> instance.threads().entrySet().stream())
                        .distinct()
                        .count()
                <= MOST_MESSAGES);
        Set<String> places = followUp.instances().stream()
                .map(FollowedInstance::interruption)
                .map(from -> place(from.account(), from.region()))
                .collect(Collectors.toSet());
        require(places.size() <= MOST_PLACES);
        followUp.services().forEach(service -> {
            check(service);
            require(places.contains(place(service.account(), service.region())));
        });
    }

    /** A follow-up is told where one of its own instances was told, or in the thread of a digest. */
    private static void thread(String thread, Set<String> incidents) {
        require(incidents.contains(thread) || DIGEST.matcher(thread).matches());
    }

    private static String place(@Nullable String account, String region) {
        return account + "/" + region;
    }

    private static String incident(Interruption interruption) {
        return "spot/" + Objects.requireNonNullElse(interruption.account(), "unknown") + "/" + interruption.region()
                + "/" + interruption.resourceId();
    }

    private static void check(FollowedInstance instance, Set<String> incidents) {
        Interruption interruption = instance.interruption();
        require(interruption.kind() != null && interruption.action() != null);
        matches(EventPatterns.RESOURCE_ID, interruption.resourceId());
        matches(EventPatterns.REGION, interruption.region());
        matchesIfAny(EventPatterns.ACCOUNT, interruption.account());
        matchesIfAny(EventPatterns.ZONE, interruption.zone());
        matchesIfAny(EventPatterns.EVENT_ID, interruption.eventId());
        inTime(interruption.noticedAt());
        if (interruption.terminatesAt() != null) {
            inTime(interruption.terminatesAt());
        }
        FargateTask task = interruption.task();
        if (task != null) {
            matches(EventPatterns.TASK, task.arn());
            matches(EventPatterns.CLUSTER, task.cluster());
            matchesIfAny(EventPatterns.GROUP, task.group());
            matchesIfAny(EventPatterns.TASK_DEFINITION, task.taskDefinition());
        }
        matches(SEVERITY, instance.severity());
        matchesIfAny(CLUSTER, instance.cluster());
        matchesIfAny(CONTAINER_INSTANCE, instance.containerInstance());
        matchesIfAny(EventPatterns.INSTANCE_TYPE, instance.type());
        instance.services().keySet().forEach(name -> matches(EventPatterns.NAME, name));
        few(instance.services().keySet());
        require(instance.tags().size() <= MOST_TAGS);
        instance.tags().forEach((key, value) -> {
            matches(TAG, key);
            matches(TAG, value);
        });
        require(instance.standaloneTasks() >= 0 && instance.standaloneTasks() <= instance.leftOver());
        few(instance.missing());
        few(instance.threads().keySet());
        instance.threads().keySet().forEach(channel -> matches(CHANNEL, channel));
        few(instance.elsewhere());
        instance.elsewhere().forEach(channel -> matches(CHANNEL, channel));
        instance.threads().values().forEach(thread -> thread(thread, incidents));
    }

    private static void check(FollowedService service) {
        matchesIfAny(EventPatterns.ACCOUNT, service.account());
        matches(EventPatterns.REGION, service.region());
        matches(CLUSTER, service.cluster());
        matches(EventPatterns.NAME, service.name());
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
