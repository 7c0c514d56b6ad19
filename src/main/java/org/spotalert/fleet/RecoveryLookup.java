package org.spotalert.fleet;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.AccountRegion;
import org.spotalert.model.Cluster;
import org.spotalert.model.ServiceSnapshot;
import org.spotalert.platform.aws.CallDeadline;
import org.spotalert.platform.aws.CallerCredentials;
import org.spotalert.platform.aws.LookupClients;
import org.spotalert.platform.aws.Priority;

/**
 * Looks up the figures of services, ten a call, and the tasks that still run on interrupted instances, a hundred a call: in all
 * clusters, accounts and Regions at the same time, within what alerts leave of the request budget.
 *
 * @param timeout how long one lookup may take
 */
public record RecoveryLookup(CallerCredentials credentials, LookupClients clients, Duration timeout, Clock clock) {

    /** A service by its name, or a container instance by its ARN, in the cluster with this ARN or name. */
    public record EcsRef(@Nullable String account, String region, String cluster, String name) {}

    /**
     * What a check finds.
     *
     * @param services the figures of each service; one whose lookup has failed is not in it
     * @param tasks the tasks that still run on each container instance, 0 once it has left its cluster; one whose lookup has
     *     failed is not in it
     * @param problems why lookups have failed, for a reader
     */
    public record Result(Map<EcsRef, ServiceSnapshot> services, Map<EcsRef, Integer> tasks, List<String> problems) {

        public Result {
            services = Map.copyOf(services);
            tasks = Map.copyOf(tasks);
            problems = List.copyOf(problems);
        }
    }

    private record Place(AccountRegion there, Cluster cluster) {}

    /** A question about things in a cluster. */
    @FunctionalInterface
    private interface Question<T> {

        Supplier<Described<T>> ask(EcsGateway ecs, Cluster cluster, Collection<String> names);
    }

    /** Looks all of these up. */
    public Result check(Collection<EcsRef> services, Collection<EcsRef> instances) {
        CallDeadline deadline = CallDeadline.of(Priority.RECOVERY, clock.instant(), timeout);
        Map<List<EcsRef>, Supplier<Described<EcsService>>> described = ask(services, deadline, EcsGateway::services);
        Map<List<EcsRef>, Supplier<Described<Match>>> registered = ask(instances, deadline, EcsGateway::matches);
        Set<String> problems = new LinkedHashSet<>();
        return new Result(
                collect(described, problems, (service, found) -> EcsService.figures(service.name(), found)),
                collect(registered, problems, RecoveryLookup::tasks),
                List.copyOf(problems));
    }

    /** Starts asking about all things in each cluster together. */
    private <T> Map<List<EcsRef>, Supplier<Described<T>>> ask(
            Collection<EcsRef> things, CallDeadline deadline, Question<T> question) {
        Map<Place, List<EcsRef>> places = things.stream()
                .collect(Collectors.groupingBy(thing -> new Place(
                        credentials.accountRegion(thing.account(), thing.region()), new Cluster(thing.cluster()))));
        Map<List<EcsRef>, Supplier<Described<T>>> asked = new HashMap<>();
        places.forEach((place, here) -> asked.put(
                here,
                question.ask(
                        EcsGateway.of(clients, place.there(), deadline, clock),
                        place.cluster(),
                        here.stream().map(EcsRef::name).distinct().toList())));
        return asked;
    }

    /** That a thing is absent is an answer, any other failure is a problem. */
    private static <T, V> Map<EcsRef, V> collect(
            Map<List<EcsRef>, Supplier<Described<T>>> asked,
            Set<String> problems,
            BiFunction<EcsRef, List<T>, V> answer) {
        Map<EcsRef, V> answers = new HashMap<>();
        asked.forEach((things, pending) -> {
            Described<T> described = pending.get();
            for (EcsRef thing : things) {
                String left = described.left().get(thing.name());
                String problem = described.failed().getOrDefault(thing.name(), left);
                if (problem == null || Described.absent(problem)) {
                    answers.put(thing, answer.apply(thing, described.found()));
                } else {
                    problems.add(problem);
                }
            }
        });
        return answers;
    }

    private static int tasks(EcsRef instance, List<Match> found) {
        return found.stream()
                .filter(Match::registered)
                .filter(each -> each.arn().equals(instance.name()))
                .mapToInt(Match::tasks)
                .sum();
    }
}
