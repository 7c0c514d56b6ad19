package org.spotalert.pipeline.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.EventPatterns;
import org.spotalert.model.Interruption;
import org.spotalert.model.Resource.FargateTask;
import org.spotalert.platform.window.Weighted;

/**
 * What becomes of the services of interrupted instances: the state of the watch over them, carried by the message that
 * asks for the next look. Nothing of it is kept in memory, so that any process can carry on.
 *
 * @param id the same from the first look to the last
 * @param thread the thread of the warning as a whole: for channels of which no instance says how they told it
 * @param begunAt when the warning was told
 * @param deadline when the last look is due
 * @param lookedAt when the last look was
 * @param instances those that one warning was about; at least one
 * @param services the services that lose tasks with them, each once
 */
public record FollowUp(
        String id,
        String thread,
        Instant begunAt,
        Instant deadline,
        Instant lookedAt,
        List<FollowedInstance> instances,
        List<FollowedService> services)
        implements ReceivedEvent, Weighted {

    /** What stands for the reasons of a PARTIAL warning: their text would be whatever a message says. */
    static final String MISSING = "not everything could be found out for the warning";

    private static final Duration OTHER_CLOCK = Duration.ofMinutes(1);
    private static final int ENTRIES_OF_A_PLACE = 100;

    /** The most instances of one follow-up. */
    public static final int MOST_INSTANCES = 1_000;

    public FollowUp {
        instances = List.copyOf(instances);
        services = List.copyOf(services);
    }

    /**
     * An interrupted instance, with what the warning said about it.
     *
     * @param severity how bad the warning was
     * @param cluster the ARN or name of its cluster; null when unknown
     * @param containerInstance the ARN of its container instance; null when unknown
     * @param type its instance type
     * @param launchedAt when it was launched
     * @param tags its tags, as far as they are short enough to be carried
     * @param services its tasks by the services that lose them
     * @param leftOver its tasks that nobody replaces, daemons among them
     * @param standaloneTasks how many of those left over are lost work: tasks of no service
     * @param missing what could not be found out about it yet; empty when nothing is missing
     * @param threads the channels that were told of it, each with the thread in which it was told; empty when a version
     *     that did not carry this has sent the message
     * @param elsewhere the channels that another follow-up tells how it ended: those that did not have the warning yet when
     *     this one began, or that had it before
     * @param askAgain whether to look for what is missing
     */
    public record FollowedInstance(
            Interruption interruption,
            String severity,
            @Nullable String cluster,
            @Nullable String containerInstance,
            @Nullable String type,
            @Nullable Instant launchedAt,
            Map<String, String> tags,
            Map<String, Integer> services,
            int leftOver,
            int standaloneTasks,
            List<String> missing,
            Map<String, String> threads,
            Set<String> elsewhere,
            boolean askAgain) {

        public FollowedInstance {
            tags = Map.copyOf(tags);
            services = Map.copyOf(services);
            missing = List.copyOf(missing);
            threads = Map.copyOf(threads);
            elsewhere = Set.copyOf(elsewhere);
        }

        /** Whether something could not be found out. */
        public boolean partial() {
            return !missing.isEmpty();
        }

        /** Whether anything that matters is lost with it, or may be. */
        public boolean mayLoseTasks() {
            return !services.isEmpty() || standaloneTasks > 0 || partial();
        }

        /** How many things are said about it. */
        int entries() {
            return 10 + tags.size() + services.size() + missing.size() + threads.size() + elsewhere.size();
        }

        private static Interruption withoutFreeText(Interruption of) {
            FargateTask task = of.task();
            if (task == null) {
                return of;
            }
            String group = task.group();
            String definition = task.taskDefinition();
            return new Interruption(
                    of.eventId(),
                    of.kind(),
                    of.place(),
                    new FargateTask(
                            task.arn(),
                            task.cluster(),
                            group != null && EventPatterns.GROUP.matcher(group).matches() ? group : null,
                            definition != null
                                            && EventPatterns.TASK_DEFINITION
                                                    .matcher(definition)
                                                    .matches()
                                    ? definition
                                    : null,
                            task.running()),
                    of.action(),
                    of.noticedAt(),
                    of.terminatesAt(),
                    of.assumed());
        }

        /**
         * The same without the texts that people have written: only those are left that AWS would write so.
         */
        FollowedInstance withoutFreeText() {
            return new FollowedInstance(
                    withoutFreeText(interruption),
                    severity,
                    cluster,
                    containerInstance,
                    type == null || !EventPatterns.INSTANCE_TYPE.matcher(type).matches() ? null : type,
                    launchedAt,
                    tags,
                    services,
                    leftOver,
                    standaloneTasks,
                    missing.isEmpty() ? missing : List.of(MISSING),
                    threads,
                    elsewhere,
                    askAgain);
        }

        /** The same, with what is missing given up. */
        public FollowedInstance givenUp() {
            return with(tags, threads, false);
        }

        /** The same without its tags. */
        public FollowedInstance withoutTags() {
            return with(Map.of(), threads, askAgain);
        }

        /** The same, told by these channels. */
        public FollowedInstance toldIn(Map<String, String> channelThreads) {
            return with(tags, channelThreads, askAgain);
        }

        private FollowedInstance with(Map<String, String> someTags, Map<String, String> channelThreads, boolean again) {
            return new FollowedInstance(
                    interruption,
                    severity,
                    cluster,
                    containerInstance,
                    type,
                    launchedAt,
                    someTags,
                    services,
                    leftOver,
                    standaloneTasks,
                    missing,
                    channelThreads,
                    elsewhere,
                    again);
        }
    }

    /**
     * A service under watch.
     *
     * @param account the account of its cluster; null when unknown
     * @param cluster the ARN or name of its cluster
     * @param below how long it was seen below its minimum of running tasks
     */
    public record FollowedService(
            @Nullable String account, String region, String cluster, String name, Duration below) {

        /** The same, seen below its minimum for so much longer. */
        public FollowedService below(Duration longer) {
            return new FollowedService(account, region, cluster, name, below.plus(longer));
        }
    }

    /** How much it holds. A digest of a thousand instances takes as much memory as hundreds of others. */
    @Override
    public int weight() {
        int entries = instances.stream().mapToInt(FollowedInstance::entries).sum();
        return 1 + (entries + services.size()) / ENTRIES_OF_A_PLACE;
    }

    /**
     * The same follow-up, ending after this time at the latest.
     *
     * @throws UnreadableEventException when it begins in the future: this program has not written it
     */
    public FollowUp within(Duration longest, Instant now) throws UnreadableEventException {
        Instant latest = now.plus(OTHER_CLOCK);
        if (begunAt.isAfter(latest)
                || lookedAt.isAfter(latest)
                || instances.stream()
                        .anyMatch(
                                instance -> instance.interruption().noticedAt().isAfter(latest))) {
            throw new UnreadableEventException("the follow-up begins in the future");
        }
        Instant end = begunAt.plus(longest);
        return deadline.isAfter(end) ? new FollowUp(id, thread, begunAt, end, lookedAt, instances, services) : this;
    }

    /** Whether it is still looked for what the warning could not say. */
    public boolean asking() {
        return instances.stream().anyMatch(FollowedInstance::askAgain);
    }

    /** The watch after one more look. */
    public FollowUp after(Instant look, List<FollowedInstance> theInstances, List<FollowedService> theServices) {
        return new FollowUp(id, thread, begunAt, deadline, look, theInstances, theServices);
    }
}
