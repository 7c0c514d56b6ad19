package org.spotalert.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a maintenance window or a silence is about. Each part that names something must fit; an empty one fits everything.
 *
 * @param clusters short names of ECS clusters
 * @param services ECS services; then every lost task must belong to one of them
 */
public record Scope(
        List<NamePattern> accounts, List<NamePattern> regions, List<NamePattern> clusters, List<NamePattern> services) {

    public static final Scope EVERYTHING = new Scope(List.of(), List.of(), List.of(), List.of());

    public Scope {
        accounts = List.copyOf(accounts);
        regions = List.copyOf(regions);
        clusters = List.copyOf(clusters);
        services = List.copyOf(services);
    }

    /**
     * The scope in these texts, each of which {@link NamePattern#text(List)} has written.
     *
     * @throws IllegalArgumentException naming a pattern that is none
     */
    public static Scope parse(String accounts, String regions, String clusters, String services) {
        return new Scope(
                NamePattern.list(accounts),
                NamePattern.list(regions),
                NamePattern.list(clusters),
                NamePattern.list(services));
    }

    /** Why this does not cover the impact, for a reader; nothing when it does. What is unknown is not covered. */
    public Optional<String> gap(Impact impact) {
        return Stream.of(
                        outside("account", impact.interruption().account(), accounts),
                        outside("Region", impact.interruption().region(), regions),
                        outside("cluster", impact.clusterName(), clusters),
                        otherCluster(impact),
                        serviceGap(impact))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> outside(String what, @Nullable String name, List<NamePattern> patterns) {
        if (patterns.isEmpty() || (name != null && patterns.stream().anyMatch(pattern -> pattern.matches(name)))) {
            return Optional.empty();
        }
        return Optional.of(name == null ? "the " + what + " is unknown" : "the " + what + " is " + name);
    }

    /** An instance that has registered more than once may take tasks of several clusters with it. */
    private Optional<String> otherCluster(Impact impact) {
        return impact.services().stream()
                .flatMap(service -> outside("cluster", service.cluster(), clusters).stream())
                .findFirst();
    }

    private Optional<String> serviceGap(Impact impact) {
        if (services.isEmpty()) {
            return Optional.empty();
        }
        if (!impact.completeness().certain()) {
            return Optional.of("not all services that lose tasks are known");
        }
        if (!impact.standaloneTasks().isEmpty()) {
            return Optional.of("standalone tasks are lost too");
        }
        return impact.services().stream()
                .filter(service -> !names(service))
                .map(service -> service.name() + " loses tasks too")
                .findFirst();
    }

    private boolean names(AffectedService service) {
        return services.stream().anyMatch(pattern -> pattern.matchesService(service.cluster(), service.name()));
    }

    /** The parts that name something, for a reader. */
    @Override
    public String toString() {
        String text = Stream.of(
                        part("account", accounts),
                        part("region", regions),
                        part("cluster", clusters),
                        part("service", services))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
        return text.isEmpty() ? "everything" : text;
    }

    private static Optional<String> part(String name, List<NamePattern> patterns) {
        return patterns.isEmpty()
                ? Optional.empty()
                : Optional.of(name + " "
                        + patterns.stream().map(NamePattern::toString).collect(Collectors.joining("|")));
    }
}
