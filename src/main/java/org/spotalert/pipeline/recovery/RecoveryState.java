package org.spotalert.pipeline.recovery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.AffectedService;
import org.spotalert.model.Cluster;
import org.spotalert.model.Completeness;
import org.spotalert.model.Impact;
import org.spotalert.model.Instance;
import org.spotalert.model.Interruption;
import org.spotalert.model.Place;
import org.spotalert.model.Recovery;
import org.spotalert.model.ServiceSnapshot;
import org.spotalert.model.Severity;
import org.spotalert.pipeline.intake.FollowUp;
import org.spotalert.pipeline.intake.FollowUp.FollowedInstance;
import org.spotalert.pipeline.intake.FollowUp.FollowedService;

/** From what is known of an instance to the state that a follow-up carries, and back. */
final class RecoveryState {

    /** More characters of tags would be most of the message. */
    private static final int LONGEST_TAGS = 3_000;

    private RecoveryState() {}

    /**
     * The instance as it is carried.
     *
     * @param threads the channels that were told of it, each with its thread
     * @param elsewhere the channels that another follow-up tells how it ended
     */
    static FollowedInstance instance(
            Impact impact, Severity severity, Map<String, String> threads, Set<String> elsewhere) {
        Instance instance = impact.instance();
        Interruption interruption = impact.interruption();
        return new FollowedInstance(
                new Interruption(
                        interruption.eventId(),
                        interruption.kind(),
                        new Place(interruption.account(), interruption.region(), impact.zone()),
                        interruption.resource(),
                        interruption.action(),
                        interruption.noticedAt(),
                        interruption.terminatesAt(),
                        interruption.assumed()),
                severity.name(),
                impact.cluster() == null ? null : impact.cluster().reference(),
                impact.containerInstance() == null
                        ? null
                        : impact.containerInstance().arn(),
                instance == null ? null : instance.type(),
                instance == null ? null : instance.launchedAt(),
                instance == null ? Map.of() : tags(instance),
                services(impact),
                impact.daemonTasks() + impact.standaloneTasks().size(),
                impact.standaloneTasks().size(),
                impact.completeness().reasons(),
                threads,
                elsewhere,
                impact.completeness().partial());
    }

    /** The services of the container instance's own cluster: a stale record in another one is not followed. */
    private static Map<String, Integer> services(Impact impact) {
        return impact.services().stream()
                .filter(service -> impact.cluster() == null
                        || service.cluster().equals(impact.cluster().name()))
                .collect(Collectors.toMap(AffectedService::name, AffectedService::tasksOnInstance, Integer::sum));
    }

    private static Map<String, String> tags(Instance instance) {
        int length = instance.tags().entrySet().stream()
                .mapToInt(tag -> tag.getKey().length() + tag.getValue().length())
                .sum();
        return length <= LONGEST_TAGS ? instance.tags() : Map.of();
    }

    /** The same without the instances' tags. */
    static FollowUp withoutTags(FollowUp followUp) {
        List<FollowedInstance> instances =
                followUp.instances().stream().map(FollowedInstance::withoutTags).toList();
        return followUp.after(followUp.lookedAt(), instances, followUp.services());
    }

    /** The services of these instances, with what was known of them before. */
    static List<FollowedService> services(List<FollowedInstance> instances, List<FollowedService> before) {
        Set<Recovery.ServiceAt> known =
                before.stream().map(RecoveryState::question).collect(Collectors.toCollection(LinkedHashSet::new));
        List<FollowedService> all = new ArrayList<>(before);
        for (FollowedInstance instance : instances) {
            questions(instance).stream()
                    .filter(known::add)
                    .map(service -> new FollowedService(
                            service.account(), service.region(), service.cluster(), service.name(), Duration.ZERO))
                    .forEach(all::add);
        }
        return all;
    }

    /** The services of an instance, to be asked about. */
    static List<Recovery.ServiceAt> questions(FollowedInstance instance) {
        String cluster = instance.cluster();
        Interruption from = instance.interruption();
        return cluster == null
                ? List.of()
                : instance.services().keySet().stream()
                        .sorted()
                        .map(name -> new Recovery.ServiceAt(from.account(), from.region(), cluster, name))
                        .toList();
    }

    /** Whether the service loses tasks with the instance. */
    static boolean loses(FollowedInstance instance, FollowedService service) {
        Interruption from = instance.interruption();
        return instance.services().containsKey(service.name())
                && service.cluster().equals(instance.cluster())
                && service.region().equals(from.region())
                && Objects.equals(service.account(), from.account());
    }

    static Recovery.ServiceAt question(FollowedService service) {
        return new Recovery.ServiceAt(service.account(), service.region(), service.cluster(), service.name());
    }

    /** The container instance, to be asked about; null when it is not known. */
    static Recovery.@Nullable MemberAt member(FollowedInstance instance) {
        Interruption from = instance.interruption();
        return instance.cluster() == null || instance.containerInstance() == null
                ? null
                : new Recovery.MemberAt(
                        from.account(), from.region(), instance.cluster(), instance.containerInstance());
    }

    /** The instance with its services as they stand now. */
    static Impact impact(FollowedInstance followed, Map<Recovery.ServiceAt, ServiceSnapshot> figures) {
        Interruption interruption = followed.interruption();
        Instance instance = new Instance(
                interruption.resourceId(),
                followed.type(),
                interruption.zone(),
                null,
                null,
                followed.launchedAt(),
                followed.tags());
        String reference = followed.cluster();
        Cluster cluster = reference == null ? null : new Cluster(reference);
        List<AffectedService> services = questions(followed).stream()
                .map(service -> new AffectedService(
                        service.name(),
                        new Cluster(service.cluster()).name(),
                        followed.services().getOrDefault(service.name(), 0),
                        0,
                        figures.containsKey(service) ? figures.get(service).status() : null))
                .sorted(AffectedService.worstFirst())
                .toList();
        return new Impact(
                interruption, instance, cluster, null, services, List.of(), 0, new Completeness(followed.missing()));
    }
}
