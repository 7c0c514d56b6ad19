package org.spotalert.pipeline.recovery;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.spotalert.fleet.RecoveryLookup.EcsRef;
import org.spotalert.model.RecoveryState.Chain;

/**
 * Incidents that were announced together, as the store has them at a check.
 *
 * @param leader the key of the incident that has the chain
 */
public record IncidentGroup(String leader, Chain chain, List<Member> members) {

    public IncidentGroup {
        members = List.copyOf(members);
    }

    /** The services that lose tasks, each once. */
    List<EcsRef> services() {
        return members.stream()
                .flatMap(member -> member.services().keySet().stream())
                .distinct()
                .toList();
    }

    /** The name of the service in the chain's state. */
    static String key(EcsRef service) {
        return String.join("/", String.valueOf(service.account()), service.region(), service.cluster(), service.name());
    }

    /** Whether a check has still to look up what a warning lacks, or what a channel has refused. */
    boolean incomplete() {
        return members.stream().anyMatch(member -> member.state().incomplete());
    }

    /** Whether there are details that no channel was to receive yet: nothing ends before. */
    boolean awaitsDetails() {
        return members.stream().anyMatch(member -> member.state().incomplete() && !member.detailed());
    }

    /** Whether nothing is lost, and nothing unknown, of the member and of all that share a thread with it. */
    boolean losesNothing(Member member) {
        return members.stream().filter(other -> shareThread(member, other)).noneMatch(Member::mayLoseTasks);
    }

    /** Where the threads are not known, there is one for all. */
    private static boolean shareThread(Member one, Member other) {
        return one.equals(other)
                || one.threads().isEmpty()
                || other.threads().isEmpty()
                || one.threads().entrySet().stream().anyMatch(other.threads().entrySet()::contains);
    }

    /** The threads of the member in which incidents that lose tasks of services are as well. */
    Map<String, String> threadsWithServices(Member member) {
        Set<Map.Entry<String, String>> others = members.stream()
                .filter(other -> !other.services().isEmpty())
                .flatMap(other -> other.threads().entrySet().stream())
                .collect(Collectors.toSet());
        return member.threads().entrySet().stream()
                .filter(others::contains)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
