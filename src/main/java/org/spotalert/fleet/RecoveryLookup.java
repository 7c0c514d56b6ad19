package org.spotalert.fleet;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
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

    /** A service in the cluster with this ARN or name. */
    public record ServiceRef(@Nullable String account, String region, String cluster, String name) {}

    /** A container instance by its ARN. */
    public record ContainerInstanceRef(@Nullable String account, String region, String cluster, String arn) {}

    /**
     * What a check finds.
     *
     * @param services the figures of each service; one whose lookup has failed is not in it
     * @param tasks the tasks that still run on each container instance, 0 once it has left its cluster; one whose lookup has
     *     failed is not in it
     * @param problems why lookups have failed, for a reader
     */
    public record Result(
            Map<ServiceRef, ServiceSnapshot> services,
            Map<ContainerInstanceRef, Integer> tasks,
            List<String> problems) {

        public Result {
            services = Map.copyOf(services);
            tasks = Map.copyOf(tasks);
            problems = List.copyOf(problems);
        }
    }

    private record Place(AccountRegion there, Cluster cluster) {}

    /** Looks all of these up. */
    public Result check(Collection<ServiceRef> services, Collection<ContainerInstanceRef> instances) {
        CallDeadline deadline = CallDeadline.of(Priority.RECOVERY, clock.instant(), timeout);
        Map<Place, List<ServiceRef>> watched = services.stream()
                .collect(Collectors.groupingBy(ref -> place(ref.account(), ref.region(), ref.cluster())));
        Map<Place, List<ContainerInstanceRef>> leaving = instances.stream()
                .collect(Collectors.groupingBy(ref -> place(ref.account(), ref.region(), ref.cluster())));
        Map<Place, Supplier<Described<EcsService>>> described = new HashMap<>();
        watched.forEach((place, refs) -> described.put(
                place, gateway(place, deadline).services(place.cluster(), names(refs, ServiceRef::name))));
        Map<Place, Supplier<Described<Match>>> registered = new HashMap<>();
        leaving.forEach((place, refs) -> registered.put(
                place, gateway(place, deadline).matches(place.cluster(), names(refs, ContainerInstanceRef::arn))));
        Set<String> problems = new LinkedHashSet<>();
        Map<ServiceRef, ServiceSnapshot> snapshots = new HashMap<>();
        collect(
                watched,
                described,
                ServiceRef::name,
                problems,
                (service, found) -> snapshots.put(service, EcsService.figures(service.name(), found)));
        Map<ContainerInstanceRef, Integer> tasks = new HashMap<>();
        collect(
                leaving,
                registered,
                ContainerInstanceRef::arn,
                problems,
                (instance, found) -> tasks.put(instance, tasks(instance, found)));
        return new Result(snapshots, tasks, List.copyOf(problems));
    }

    private Place place(@Nullable String account, String region, String cluster) {
        return new Place(credentials.accountRegion(account, region), new Cluster(cluster));
    }

    private EcsGateway gateway(Place place, CallDeadline deadline) {
        return EcsGateway.of(clients, place.there(), deadline, clock);
    }

    private static <T> List<String> names(List<T> things, Function<T, String> name) {
        return things.stream().map(name).distinct().toList();
    }

    /** That a thing is absent is an answer, any other failure is a problem. */
    private static <T, F> void collect(
            Map<Place, List<T>> asked,
            Map<Place, Supplier<Described<F>>> answers,
            Function<T, String> name,
            Set<String> problems,
            BiConsumer<T, List<F>> answer) {
        answers.forEach((place, pending) -> {
            Described<F> described = pending.get();
            for (T thing : asked.getOrDefault(place, List.of())) {
                String left = described.left().get(name.apply(thing));
                String problem = described.failed().getOrDefault(name.apply(thing), left);
                if (problem == null || Described.absent(problem)) {
                    answer.accept(thing, described.found());
                } else {
                    problems.add(problem);
                }
            }
        });
    }

    private static int tasks(ContainerInstanceRef instance, List<Match> found) {
        return found.stream()
                .filter(Match::registered)
                .filter(each -> each.arn().equals(instance.arn()))
                .mapToInt(Match::tasks)
                .sum();
    }
}
