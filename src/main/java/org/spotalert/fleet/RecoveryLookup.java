package org.spotalert.fleet;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.spotalert.fleet.ParallelCalls.Pending;
import org.spotalert.model.AccountRegion;
import org.spotalert.model.Cluster;
import org.spotalert.model.ServiceSnapshot;
import org.spotalert.platform.aws.CallDeadline;
import org.spotalert.platform.aws.CallerCredentials;
import org.spotalert.platform.aws.LookupClients;
import org.spotalert.platform.aws.Priority;
import org.spotalert.platform.aws.RegionClients;
import org.spotalert.platform.collection.Chunks;

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

    /** One call's worth of services or container instances of one cluster. */
    private record Question<T>(Place place, List<T> about) {}

    private record Place(AccountRegion there, Cluster cluster) {}

    /** Looks all of these up. */
    public Result check(Collection<ServiceRef> services, Collection<ContainerInstanceRef> instances) {
        CallDeadline deadline = CallDeadline.of(Priority.RECOVERY, clock.instant(), timeout);
        List<Pending<Question<ServiceRef>, Described<EcsService>>> described = start(
                questions(
                        services,
                        service -> place(service.account(), service.region(), service.cluster()),
                        EcsGateway.SERVICES_AT_ONCE),
                deadline,
                (ecs, asked) -> ecs.services(
                        asked.place().cluster(),
                        asked.about().stream().map(ServiceRef::name).toList()));
        List<Pending<Question<ContainerInstanceRef>, Described<Match>>> registered = start(
                questions(
                        instances,
                        instance -> place(instance.account(), instance.region(), instance.cluster()),
                        EcsGateway.AT_ONCE),
                deadline,
                (ecs, asked) -> ecs.matches(
                        asked.place().cluster(),
                        asked.about().stream().map(ContainerInstanceRef::arn).toList()));
        List<String> problems = new ArrayList<>();
        Map<ServiceRef, ServiceSnapshot> snapshots = new HashMap<>();
        collect(
                described,
                ServiceRef::name,
                problems,
                (service, found) -> snapshots.put(service, EcsService.figures(service.name(), found)));
        Map<ContainerInstanceRef, Integer> tasks = new HashMap<>();
        collect(
                registered,
                ContainerInstanceRef::arn,
                problems,
                (instance, found) -> tasks.put(instance, tasks(instance, found)));
        return new Result(snapshots, tasks, problems.stream().distinct().toList());
    }

    private Place place(@Nullable String account, String region, String cluster) {
        return new Place(credentials.accountRegion(account, region), new Cluster(cluster));
    }

    private static <T> List<Question<T>> questions(Collection<T> things, Function<T, Place> place, int atOnce) {
        Map<Place, List<T>> places = things.stream()
                .distinct()
                .collect(Collectors.groupingBy(place, LinkedHashMap::new, Collectors.toList()));
        List<Question<T>> questions = new ArrayList<>();
        places.forEach(
                (there, all) -> Chunks.of(all, atOnce).forEach(some -> questions.add(new Question<>(there, some))));
        return questions;
    }

    private <T, F> List<Pending<Question<T>, Described<F>>> start(
            List<Question<T>> questions,
            CallDeadline deadline,
            BiFunction<EcsGateway, Question<T>, Described<F>> call) {
        return questions.stream()
                .map(question -> {
                    RegionClients here = clients.of(question.place().there());
                    EcsGateway ecs = new EcsGateway(here.ecs(), deadline, clock);
                    return new ParallelCalls(here.threads(deadline))
                            .start(List.of(question), asked -> List.of(call.apply(ecs, asked)));
                })
                .toList();
    }

    /** That a thing is absent is an answer, any other failure is a problem. */
    private static <T, F> void collect(
            List<Pending<Question<T>, Described<F>>> pending,
            Function<T, String> name,
            List<String> problems,
            BiConsumer<T, List<F>> answer) {
        pending.stream().map(Pending::await).forEach(answers -> {
            answers.values()
                    .forEach((question, described) ->
                            described.forEach(one -> question.about().forEach(thing -> {
                                String left = one.left().get(name.apply(thing));
                                if (left == null || Described.absent(left)) {
                                    answer.accept(thing, one.found());
                                } else {
                                    problems.add(left);
                                }
                            })));
            problems.addAll(answers.reasons());
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
