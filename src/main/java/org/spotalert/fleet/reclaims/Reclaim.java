package org.spotalert.fleet.reclaims;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.Incident;
import org.spotalert.model.InstanceAction;
import org.spotalert.model.Interruption;
import org.spotalert.model.InterruptionKind;
import org.spotalert.model.Place;
import org.spotalert.model.Resource;

/**
 * AWS has taken an instance.
 *
 * @param place where it was; without an account where that is unknown
 * @param action what AWS did with it; UNKNOWN where the source does not say
 * @param requestId its Spot request; null where the source does not say
 * @param announcedAt when the Spot request said that AWS takes it; null when not known
 * @param endedAt when it ended; null when not known
 */
public record Reclaim(
        Place place,
        String instanceId,
        InstanceAction action,
        @Nullable String requestId,
        @Nullable Instant announcedAt,
        @Nullable Instant endedAt) {

    /** An instance that was stopped runs again no sooner; AWS's answers about one end differ by less. */
    public static final Duration SAME_END = Duration.ofMinutes(15);

    private static final Comparator<Reclaim> IN_TIME =
            Comparator.comparing(Reclaim::at, Comparator.nullsLast(Comparator.naturalOrder()));

    /** When it ended, or shall have; null when not known. */
    public @Nullable Instant at() {
        return endedAt != null || announcedAt == null ? endedAt : announcedAt.plus(InterruptionKind.WARNING_TIME);
    }

    /** When AWS has said so; null when not known. */
    public @Nullable Instant saidAt() {
        return announcedAt == null ? endedAt : announcedAt;
    }

    /** What the keys of its incidents begin with; a notice may have named no account. */
    public Set<String> instanceKeys() {
        return Stream.of(place.account(), null)
                .map(account -> Incident.instanceKey(account, place.region(), instanceId))
                .collect(Collectors.toSet());
    }

    /** The same in this account, where none is known. */
    public Reclaim in(@Nullable String account) {
        return place.account() != null
                ? this
                : new Reclaim(
                        new Place(account, place.region(), place.zone()),
                        instanceId,
                        action,
                        requestId,
                        announcedAt,
                        endedAt);
    }

    /** What people are notified of when nobody was notified before; without a time of its own it has this one. */
    public Interruption missed(Instant otherwise) {
        Instant end = at();
        return interruption(InterruptionKind.MISSED, end == null ? otherwise : end, Interruption.Source.AUDIT);
    }

    /** The notice that would have come two minutes before the end, which has to be known. */
    public Interruption notice() {
        return interruption(
                InterruptionKind.INTERRUPTION_WARNING,
                Objects.requireNonNull(at()).minus(InterruptionKind.WARNING_TIME),
                Interruption.Source.REQUEST_WATCH);
    }

    private Interruption interruption(InterruptionKind kind, Instant noticedAt, Interruption.Source source) {
        return new Interruption(
                requestId,
                kind,
                place,
                new Resource.Ec2Instance(instanceId),
                action == InstanceAction.UNKNOWN ? InstanceAction.TERMINATE : action,
                noticedAt,
                null,
                Set.of(),
                source);
    }

    /** Each once, the earliest first, however many sources name it and however often. */
    public static List<Reclaim> merged(Collection<Reclaim> all) {
        Map<String, List<Reclaim>> merged = new LinkedHashMap<>();
        all.stream().sorted(IN_TIME).forEach(reclaim -> {
            List<Reclaim> known = merged.computeIfAbsent(reclaim.instanceId, id -> new ArrayList<>());
            int same = known.size() - 1;
            if (same >= 0 && known.get(same).near(reclaim.at())) {
                known.set(same, known.get(same).and(reclaim));
            } else {
                known.add(reclaim);
            }
        });
        return merged.values().stream().flatMap(List::stream).sorted(IN_TIME).toList();
    }

    /** Whether this time, if it is known, may be that of this end. */
    public boolean near(@Nullable Instant time) {
        Instant own = at();
        return time == null || own == null || Duration.between(own, time).abs().compareTo(SAME_END) < 0;
    }

    private Reclaim and(Reclaim other) {
        return new Reclaim(
                new Place(
                        place.account() == null ? other.place.account() : place.account(),
                        place.region(),
                        place.zone() == null ? other.place.zone() : place.zone()),
                instanceId,
                action == InstanceAction.UNKNOWN ? other.action : action,
                requestId == null ? other.requestId : requestId,
                announcedAt == null ? other.announcedAt : announcedAt,
                endedAt == null ? other.endedAt : endedAt);
    }
}
