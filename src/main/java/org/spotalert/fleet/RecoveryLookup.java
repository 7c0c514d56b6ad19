package org.spotalert.fleet;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.spotalert.fleet.ParallelCalls.Answers;
import org.spotalert.fleet.ParallelCalls.Pending;
import org.spotalert.model.AccountRegion;
import org.spotalert.model.Cluster;
import org.spotalert.model.Recovery;
import org.spotalert.model.ServiceSnapshot;
import org.spotalert.platform.aws.CallDeadline;
import org.spotalert.platform.aws.CallerCredentials;
import org.spotalert.platform.aws.LookupClients;
import org.spotalert.platform.aws.RegionClients;
import software.amazon.awssdk.services.ecs.model.Service;

/**
 * Looks how services stand, ten a call, and what still runs on interrupted instances, a hundred a call, in all clusters,
 * accounts and Regions at the same time and within the request budget.
 */
public final class RecoveryLookup {

    private final CallerCredentials credentials;
    private final LookupClients clients;
    private final Duration patience;
    private final Clock clock;

    /**
     * @param patience how long the look may take
     */
    public RecoveryLookup(CallerCredentials credentials, LookupClients clients, Duration patience, Clock clock) {
        this.credentials = credentials;
        this.clients = clients;
        this.patience = patience;
        this.clock = clock;
    }

    /** A cluster to ask, and where it is. */
    private record Place(AccountRegion there, Cluster cluster) {}

    /** One call's worth of services or container instances of one cluster. */
    private record Question<T>(Place place, List<T> about) {}

    /** Looks at all of these. What cannot be asked about is left out. */
    public Recovery look(Collection<Recovery.ServiceAt> services, Collection<Recovery.MemberAt> members) {
        CallDeadline deadline = CallDeadline.lowPriority(clock.instant().plus(patience));
        List<Pending<Question<Recovery.ServiceAt>, Described<Service>>> described =
                questions(services, this::place, EcsGateway.SERVICES_AT_ONCE).stream()
                        .map(question -> calls(question, deadline)
                                .start(
                                        List.of(question),
                                        asked -> List.of(ecs(asked, deadline)
                                                .services(
                                                        asked.place().cluster(),
                                                        asked.about().stream()
                                                                .map(Recovery.ServiceAt::name)
                                                                .toList()))))
                        .toList();
        List<Pending<Question<Recovery.MemberAt>, Described<Member>>> registered =
                questions(members, this::place, EcsGateway.AT_ONCE).stream()
                        .map(question -> calls(question, deadline)
                                .start(
                                        List.of(question),
                                        asked -> List.of(ecs(asked, deadline)
                                                .members(
                                                        asked.place().cluster(),
                                                        asked.about().stream()
                                                                .map(Recovery.MemberAt::containerInstance)
                                                                .toList()))))
                        .toList();
        return recovery(
                described.stream().map(Pending::await).toList(),
                registered.stream().map(Pending::await).toList());
    }

    private Place place(Recovery.ServiceAt service) {
        return new Place(
                credentials.accountRegion(service.account(), service.region()), new Cluster(service.cluster()));
    }

    private Place place(Recovery.MemberAt member) {
        return new Place(credentials.accountRegion(member.account(), member.region()), new Cluster(member.cluster()));
    }

    private static <T> List<Question<T>> questions(Collection<T> things, Function<T, Place> place, int atOnce) {
        Map<Place, List<T>> places = things.stream()
                .distinct()
                .collect(Collectors.groupingBy(place, LinkedHashMap::new, Collectors.toList()));
        List<Question<T>> questions = new ArrayList<>();
        places.forEach((there, all) ->
                ParallelCalls.groups(all, atOnce).forEach(some -> questions.add(new Question<>(there, some))));
        return questions;
    }

    private ParallelCalls calls(Question<?> question, CallDeadline deadline) {
        return new ParallelCalls(clients.of(question.place().there()).threads(deadline));
    }

    private EcsGateway ecs(Question<?> question, CallDeadline deadline) {
        RegionClients here = clients.of(question.place().there());
        return new EcsGateway(here.ecs(), deadline, clock);
    }

    private static Recovery recovery(
            List<Answers<Question<Recovery.ServiceAt>, Described<Service>>> described,
            List<Answers<Question<Recovery.MemberAt>, Described<Member>>> registered) {
        Map<Recovery.ServiceAt, ServiceSnapshot> services = new HashMap<>();
        Map<Recovery.MemberAt, Integer> tasks = new HashMap<>();
        List<String> problems = new ArrayList<>();
        described.forEach(answers -> {
            answers.values()
                    .forEach((question, found) ->
                            found.forEach(answer -> question.about().forEach(service -> {
                                if (tells(answer, service.name(), problems)) {
                                    services.put(service, ServiceMapper.figures(service.name(), answer.found()));
                                }
                            })));
            problems.addAll(answers.reasons());
        });
        registered.forEach(answers -> {
            answers.values()
                    .forEach((question, found) ->
                            found.forEach(answer -> question.about().forEach(member -> {
                                if (tells(answer, member.containerInstance(), problems)) {
                                    tasks.put(member, tasks(member, answer.found()));
                                }
                            })));
            problems.addAll(answers.reasons());
        });
        return new Recovery(services, tasks, problems.stream().distinct().toList());
    }

    /** Whether ECS's answer tells of this: that it is absent is an answer, any other failure is a problem. */
    private static boolean tells(Described<?> answer, String asked, List<String> problems) {
        String left = answer.left().get(asked);
        if (left == null || Described.absent(left)) {
            return true;
        }
        problems.add(left);
        return false;
    }

    private static int tasks(Recovery.MemberAt member, List<Member> found) {
        return found.stream()
                .filter(Member::registered)
                .filter(each -> each.arn().equals(member.containerInstance()))
                .mapToInt(Member::tasks)
                .sum();
    }
}
