package org.spotalert.pipeline.recovery;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.spotalert.pipeline.intake.FollowUp.FollowedInstance;

/** Instances that a channel told of in one thread: what is said of one is read as said of all. */
final class SharedThreads {

    private SharedThreads() {}

    /** Whether nothing is lost, and nothing unknown, of the instance and of all that share a thread with it. */
    static boolean losesNothing(FollowedInstance instance, Collection<FollowedInstance> all) {
        return all.stream().filter(other -> shared(instance, other)).noneMatch(FollowedInstance::mayLoseTasks);
    }

    /** The threads of the instance in which instances that lose tasks of services are told of as well. */
    static Map<String, String> withServices(FollowedInstance instance, Collection<FollowedInstance> all) {
        return instance.threads().entrySet().stream()
                .filter(thread -> all.stream()
                        .anyMatch(other -> !other.services().isEmpty()
                                && other.threads().entrySet().contains(thread)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Where the threads are not known, there is one for all. */
    private static boolean shared(FollowedInstance one, FollowedInstance other) {
        return one.threads().isEmpty()
                || other.threads().isEmpty()
                || one.equals(other)
                || one.threads().entrySet().stream().anyMatch(other.threads().entrySet()::contains);
    }
}
