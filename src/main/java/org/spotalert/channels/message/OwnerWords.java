package org.spotalert.channels.message;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.spotalert.channels.message.AlertMessage.OwnerFacts;
import org.spotalert.model.AffectedService;
import org.spotalert.model.LostService;
import org.spotalert.model.Ownership;
import org.spotalert.model.Prospects;
import org.spotalert.model.ServiceStatus;
import org.spotalert.model.Severity;
import org.spotalert.platform.text.Names;
import org.spotalert.platform.text.TextSanitizer;

/** Whose services a message is about, and why their tasks may not come back. */
final class OwnerWords {

    private static final int LONGEST_REASON = 120;

    private OwnerWords() {}

    /** What somebody owns, by name. */
    private record Owned(Ownership ownership, String name) {}

    /** Who is asked to do what: owner and runbook, those of the worst service first. */
    private record Owner(String name, String runbook) {}

    static List<OwnerFacts> owners(Digest digest) {
        Map<Owner, List<String>> owners = owned(digest)
                .filter(owned ->
                        owned.ownership().owner() != null || owned.ownership().runbook() != null)
                .collect(Collectors.groupingBy(
                        owned -> new Owner(
                                TextSanitizer.line(Objects.requireNonNullElse(
                                        owned.ownership().owner(), "")),
                                Objects.requireNonNullElse(owned.ownership().runbook(), "")),
                        LinkedHashMap::new,
                        Collectors.mapping(Owned::name, Collectors.toList())));
        return owners.entrySet().stream()
                .map(owner -> new OwnerFacts(
                        owner.getKey().name(),
                        Names.of(owner.getValue().stream()),
                        owner.getKey().runbook()))
                .toList();
    }

    /** Whom chats call: nobody once all is well, nor for an early sign. */
    static List<String> mentions(Digest digest) {
        return digest.resolved() || digest.severity() == Severity.INFO
                ? List.of()
                : owned(digest)
                        .flatMap(owned -> owned.ownership().mentions().stream())
                        .distinct()
                        .toList();
    }

    private static Stream<Owned> owned(Digest digest) {
        return Stream.concat(
                digest.services().stream()
                        .map(LostService::service)
                        .map(service -> new Owned(service.ownership(), TextSanitizer.line(service.name()))),
                digest.entries().stream()
                        .flatMap(entry -> entry.impact().standaloneTasks().stream())
                        .map(task -> new Owned(task.ownership(), TextSanitizer.line(task.group()))));
    }

    /**
     * {@code deployment in progress; all Spot}; empty when ECS says nothing that matters.
     *
     * @param notice how many seconds AWS gives until it takes the instance; empty where it names no time
     */
    static String why(AffectedService service, OptionalLong notice) {
        ServiceStatus status = service.status();
        Prospects prospects = status == null ? Prospects.UNKNOWN : status.prospects();
        Prospects.Unplaced unplaced = prospects.unplaced();
        return Stream.of(
                        unplaced == null
                                ? ""
                                : "cannot be placed: "
                                        + TextSanitizer.cut(TextSanitizer.oneLine(unplaced.reason()), LONGEST_REASON),
                        killed(service.stopTimeout(), notice),
                        switch (prospects.rollout()) {
                            case NONE -> "";
                            case IN_PROGRESS -> "deployment in progress";
                            case FAILED -> "deployment failed";
                        },
                        capacity(prospects))
                .filter(phrase -> !phrase.isEmpty())
                .collect(Collectors.joining("; "));
    }

    /** ECS begins to stop tasks with the notice, and kills containers that have not stopped by their timeout. */
    private static String killed(@Nullable Integer stopTimeout, OptionalLong notice) {
        return stopTimeout == null || notice.isEmpty() || stopTimeout <= notice.getAsLong()
                ? ""
                : "tasks will be killed: stop timeout " + stopTimeout + " s, " + notice.getAsLong() + " s of notice";
    }

    /** Whether an auto scaling group of a provider is Spot is not known: its name is all there is. */
    private static String capacity(Prospects prospects) {
        if (prospects.allSpot()) {
            return "all Spot";
        }
        String names = Names.of(prospects.providers().stream().map(TextSanitizer::line))
                .first(2);
        return switch (prospects.providers().size()) {
            case 0 -> "";
            case 1 -> "only on " + names;
            default -> "on " + names;
        };
    }
}
