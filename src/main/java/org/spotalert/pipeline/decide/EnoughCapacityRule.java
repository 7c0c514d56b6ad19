package org.spotalert.pipeline.decide;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.AffectedService;
import org.spotalert.model.Capacity;
import org.spotalert.model.Decision.Rule;
import org.spotalert.model.Decision.Verdict;
import org.spotalert.model.Impact;
import org.spotalert.model.ServiceStatus;

/**
 * Can the services bear the loss, and has the cluster room for the lost tasks? All instances of the batch go together; and
 * while others of the cluster leave too, the answer is no.
 */
record EnoughCapacityRule(boolean on) implements DecisionRule {

    /** Where instances share services and room. */
    private record Place(
            @Nullable String account,
            String region,
            @Nullable String cluster) {

        static Place of(Impact impact) {
            return new Place(
                    impact.interruption().account(), impact.interruption().region(), impact.clusterName());
        }

        /** Where instances are of which no cluster is known. */
        Place anywhere() {
            return new Place(account, region, null);
        }
    }

    @Override
    public Rule rule() {
        return Rule.ENOUGH_CAPACITY;
    }

    @Override
    public Function<Impact, Answer> over(List<Impact> batch, Instant now) {
        if (!on) {
            return impact -> Answer.noOpinion("switched off");
        }
        Map<Place, Map<String, Impact>> going = new LinkedHashMap<>();
        // Two notices about one instance take its tasks once.
        batch.forEach(impact -> going.computeIfAbsent(Place.of(impact), place -> new LinkedHashMap<>())
                .putIfAbsent(impact.interruption().resourceId(), impact));
        return impact -> {
            Place place = Place.of(impact);
            boolean unplaced = going.getOrDefault(place.anywhere(), Map.of()).values().stream()
                    .anyMatch(other -> !other.completeness().certain());
            return unplaced
                    ? Answer.indeterminate("the cluster of an instance that goes too is unknown")
                    : ask(impact, going.getOrDefault(place, Map.of()));
        };
    }

    private static Answer ask(Impact impact, Map<String, Impact> going) {
        if (!impact.completeness().certain()) {
            return Answer.indeterminate(
                    "not all is known: " + impact.completeness().reason());
        }
        if (!impact.standaloneTasks().isEmpty()) {
            return Answer.noOpinion("standalone tasks are lost, which nobody starts again");
        }
        for (AffectedService service : impact.services()) {
            ServiceStatus status = service.status();
            if (status == null) {
                return Answer.indeterminate("the counts of " + service.name() + " are unknown");
            }
            int left = status.running() - lost(service.name(), going.values());
            // A minimum of 0% allows an outage; an alert about one is still wanted.
            if (left < Math.max(1, status.minimumHealthy())) {
                return Answer.noOpinion(service.name() + " keeps " + Math.max(0, left) + " running of at least "
                        + Math.max(1, status.minimumHealthy()));
            }
        }
        Answer room = room(impact, going);
        return room.verdict() == Verdict.SUPPRESS
                ? Answer.suppress("every service keeps its minimum, and " + room.reason())
                : room;
    }

    private static int lost(String service, Collection<Impact> going) {
        return going.stream()
                .flatMap(impact -> impact.services().stream())
                .filter(affected -> affected.name().equals(service))
                .mapToInt(AffectedService::runningOnInstance)
                .sum();
    }

    /** Whether the cluster has room for what all that go take with them, by their ids. */
    static Answer room(Impact impact, Map<String, Impact> going) {
        Capacity own = impact.capacity();
        if (own == null || own.problem() != null) {
            return Answer.indeterminate(
                    own == null || own.problem() == null ? "the cluster's room was not looked up" : own.problem());
        }
        List<Impact> losing = going.values().stream()
                .filter(each ->
                        !each.services().isEmpty() || !each.completeness().certain())
                .toList();
        List<Capacity> together = losing.stream()
                .flatMap(each -> Optional.ofNullable(each.capacity()).stream())
                .filter(capacity -> capacity.problem() == null)
                .toList();
        if (together.size() < losing.size()) {
            return Answer.indeterminate("the tasks of another instance that goes too are unknown");
        }
        List<Capacity.Room> others = own.others().stream()
                .filter(room -> !going.containsKey(room.instanceId()))
                .toList();
        long leaving = others.stream().filter(Capacity.Room::leaving).count();
        if (leaving > 0) {
            return Answer.noOpinion("other instances of the cluster that leave too: " + leaving);
        }
        List<Capacity.TaskSize> tasks =
                together.stream().flatMap(each -> each.lost().stream()).toList();
        return Placement.of(tasks, others)
                .map(Answer::noOpinion)
                .orElseGet(() -> Answer.suppress(
                        others.size() + " other instances have room for the lost tasks: " + tasks.size()));
    }
}
