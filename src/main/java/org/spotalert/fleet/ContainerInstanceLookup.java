package org.spotalert.fleet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.Cluster;

/**
 * Asks a cluster which of its container instances are the EC2 instances in question, and what these run.
 *
 * @param noticedAt when each instance's notice was given, by EC2 instance id
 */
record ContainerInstanceLookup(EcsGateway ecs, TaskLookup tasks, Map<String, Instant> noticedAt) {

    /**
     * The container instances of a cluster among which some EC2 instances are to be found. Their ARNs do not say which
     * belongs to which instance, and several may belong to one.
     *
     * @param instanceIds the EC2 instances in question
     * @param remembered whether the cluster had them when it was read, and was not asked now
     */
    record Listed(Cluster cluster, Set<String> instanceIds, List<String> arns, boolean remembered) {

        /** Whether all of them belong to one instance. */
        boolean single() {
            return instanceIds.size() == 1;
        }
    }

    ClusterAnswer lookUp(Listed listed) {
        Supplier<Described<Match>> describing = ecs.matches(listed.cluster(), listed.arns());
        // The description of a single instance changes nothing about the next questions.
        @Nullable ClusterSnapshot early =
                listed.single() ? tasks.ofEach(listed.cluster(), notices(undescribed(listed, listed.arns()))) : null;
        Described<Match> described = describing.get();
        List<Match> records = records(listed, described);
        List<String> problems = problems(listed, described);
        ClusterSnapshot found =
                (early == null ? tasks.of(listed.cluster(), records, notices(records)) : early).with(records);
        return new ClusterAnswer(
                listed.remembered() ? Set.of() : listed.instanceIds(),
                listed.single() ? found.with(gaps(found, listed, problems)) : found,
                // Those that were only remembered are asked for again before anything follows from their absence.
                listed.remembered() ? List.of() : problems);
    }

    private static List<Match> undescribed(Listed listed, Collection<String> arns) {
        String id = listed.instanceIds().iterator().next();
        return arns.stream().map(arn -> Match.undescribed(arn, id)).toList();
    }

    private static List<Match> records(Listed listed, Described<Match> described) {
        Stream<Match> found = described.found().stream()
                .filter(record -> record.registered() && listed.instanceIds().contains(record.ec2InstanceId()));
        // What a cluster lists for one instance belongs to it, described or not.
        return listed.single()
                ? Stream.concat(found, undescribed(listed, described.failed().keySet()).stream())
                        .toList()
                : found.toList();
    }

    private static List<String> problems(Listed listed, Described<Match> described) {
        return Stream.concat(
                        described.failed().values().stream(),
                        described.left().values().stream()
                                // What was remembered may be gone by now; what has just been listed may not.
                                .filter(reason -> !listed.remembered() || !Described.absent(reason))
                                .map(reason -> "it does not describe a container instance that it lists: " + reason))
                .distinct()
                .toList();
    }

    /** What was listed for one instance alone is about it; other problems may be about any instance in question. */
    private static Map<String, List<String>> gaps(ClusterSnapshot found, Listed listed, List<String> problems) {
        Map<String, List<String>> gaps = new HashMap<>();
        listed.arns().forEach(arn -> {
            List<String> all = new ArrayList<>(found.gaps().getOrDefault(arn, List.of()));
            problems.forEach(problem -> all.add(
                    "cluster " + listed.cluster().name() + " does not say all about the instance (" + problem + ")"));
            gaps.put(arn, all);
        });
        return gaps;
    }

    private Map<String, Instant> notices(List<Match> records) {
        Map<String, Instant> notices = new HashMap<>();
        records.forEach(
                record -> notices.put(record.arn(), noticedAt.getOrDefault(record.ec2InstanceId(), Instant.EPOCH)));
        return notices;
    }
}
