package org.spotalert.fleet.reclaims;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.spotalert.fleet.SpotRequests;
import org.spotalert.model.AccountRegion;
import org.spotalert.model.Place;

/** Spot requests whose instance AWS has taken: EC2 keeps them for some hours, and persistent ones until the next instance. */
public record EndedRequests(SpotRequests requests) implements ReclaimSource {

    @Override
    public String name() {
        return "ec2:DescribeSpotInstanceRequests";
    }

    @Override
    public void ask(AccountRegion there, Instant since, Consumer<Reclaim> found) {
        requests.reclaims(there).stream()
                .filter(request -> !request.updatedAt().isBefore(since))
                .map(request -> reclaim(request, there))
                .forEach(found);
    }

    /** The status changes two minutes before the end, or with it. */
    private Reclaim reclaim(SpotRequests.Reclaim request, AccountRegion there) {
        boolean announced = request.noticedAt().equals(request.updatedAt());
        return new Reclaim(
                new Place(there.account(), there.region(), request.zone()),
                request.instanceId(),
                request.action(),
                announced ? request.updatedAt() : null,
                announced ? null : request.updatedAt(),
                List.of(name()));
    }
}
