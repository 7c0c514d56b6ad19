package org.spotalert.pipeline.owner;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.AffectedService;
import org.spotalert.model.Impact;
import org.spotalert.model.Ownership;
import org.spotalert.model.ServiceStatus;

/**
 * Says who looks after what is lost. What the catalogue says counts, then the service's tags, then the instance's. Whoever may
 * set a tag chooses a name and a runbook on an allowed host, and nothing else: no mention and no channel.
 *
 * @param catalogue the entries that hold now; the first that fits counts
 */
public record Owners(OwnerSettings settings, Supplier<List<CatalogueEntry>> catalogue) {

    /** The same impact, with who looks after each service and each standalone task. */
    public Impact of(Impact impact) {
        List<CatalogueEntry> entries = catalogue.get();
        Map<String, String> ofInstance =
                impact.instance() == null ? Map.of() : impact.instance().tags();
        return impact.ownedBy(
                service -> ownership(
                        entries,
                        entry -> entry.isAbout(service.cluster(), service.name()),
                        Stream.of(tags(service), ofInstance)),
                task -> ownership(entries, entry -> entry.isAbout(task.group()), Stream.of(ofInstance)));
    }

    /** Who looks after a service, wherever it runs. */
    public Ownership ofService(String cluster, String name, Map<String, String> tags) {
        return ownership(catalogue.get(), entry -> entry.isAbout(cluster, name), Stream.of(tags));
    }

    /** Who looks after standalone tasks of this group, wherever they run. */
    public Ownership ofTasks(String group) {
        return ownership(catalogue.get(), entry -> entry.isAbout(group), Stream.of());
    }

    private static Map<String, String> tags(AffectedService service) {
        ServiceStatus status = service.status();
        return status == null ? Map.of() : status.tags();
    }

    /** The channels that the catalogue names: each is for what names it. */
    public Set<String> channels() {
        return catalogue.get().stream()
                .map(entry -> entry.ownership().channel())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    private Ownership ownership(
            List<CatalogueEntry> entries, Predicate<CatalogueEntry> fits, Stream<Map<String, String>> tags) {
        Ownership named = entries.stream()
                .filter(fits)
                .findFirst()
                .map(CatalogueEntry::ownership)
                .orElse(Ownership.NONE);
        List<Map<String, String>> places = tags.toList();
        return new Ownership(
                named.owner() == null
                        ? tagged(places, settings.ownerTags()).findFirst().orElse(null)
                        : named.owner(),
                named.runbook() == null ? runbook(places) : named.runbook(),
                named.mentions(),
                named.channel());
    }

    private @Nullable String runbook(List<Map<String, String>> places) {
        return tagged(places, settings.runbookTags())
                .map(address -> Runbooks.ofTag(address, settings.runbookHosts()))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(null);
    }

    private static Stream<String> tagged(List<Map<String, String>> places, List<String> keys) {
        return places.stream()
                .flatMap(tags -> keys.stream().map(tags::get))
                .filter(value -> value != null && !value.isBlank());
    }
}
