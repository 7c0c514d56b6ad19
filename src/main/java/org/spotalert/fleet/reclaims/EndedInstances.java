package org.spotalert.fleet.reclaims;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.AccountRegion;
import org.spotalert.model.InstanceAction;
import org.spotalert.model.Place;
import org.spotalert.platform.aws.CallDeadline;
import org.spotalert.platform.aws.LookupClients;
import org.spotalert.platform.aws.Priority;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.Reservation;

/** Instances that have ended, with AWS's reason; EC2 describes them for less than an hour, as a rule. */
public record EndedInstances(LookupClients clients, Clock clock) implements ReclaimSource {

    /** How long a question may take. */
    public static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final int PAGE = 500;

    private static final String TERMINATED = "Server.SpotInstanceTermination";
    private static final Set<String> REASONS = Set.of(TERMINATED, "Server.SpotInstanceShutdown");
    private static final Set<InstanceStateName> OVER = Set.of(InstanceStateName.TERMINATED, InstanceStateName.STOPPED);

    /** In the reason of the last transition, such as {@code Service initiated (2026-11-20 08:17:42 GMT)}. */
    private static final Pattern TIME =
            Pattern.compile("\\((\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d) (?:GMT|UTC)\\)");

    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    @Override
    public String name() {
        return "ec2:DescribeInstances";
    }

    @Override
    public void ask(AccountRegion there, Instant since, Consumer<Reclaim> found) {
        DescribeInstancesRequest question = DescribeInstancesRequest.builder()
                .filters(Filter.builder()
                        .name("state-reason-code")
                        .values(REASONS)
                        .build())
                .maxResults(PAGE)
                .overrideConfiguration(CallDeadline.of(Priority.RECOVERY, clock.instant(), TIMEOUT)
                        .configuration(clock))
                .build();
        for (Reservation reservation :
                clients.of(there).ec2().describeInstancesPaginator(question).reservations()) {
            reservation.instances().stream()
                    .filter(EndedInstances::taken)
                    .map(instance -> reclaim(instance, reservation.ownerId(), there))
                    .filter(reclaim ->
                            reclaim.endedAt() == null || !reclaim.endedAt().isBefore(since))
                    .forEach(found);
        }
    }

    /** What goes just now is left to the next question. */
    private static boolean taken(Instance instance) {
        return instance.stateReason() != null
                && REASONS.contains(instance.stateReason().code())
                && instance.state() != null
                && OVER.contains(instance.state().name());
    }

    private static Reclaim reclaim(Instance instance, @Nullable String owner, AccountRegion there) {
        return new Reclaim(
                new Place(
                        owner == null ? there.account() : owner,
                        there.region(),
                        instance.placement() == null
                                ? null
                                : instance.placement().availabilityZone()),
                instance.instanceId(),
                instance.stateReason().code().equals(TERMINATED) ? InstanceAction.TERMINATE : InstanceAction.STOP,
                null,
                null,
                endedAt(instance.stateTransitionReason()));
    }

    private static @Nullable Instant endedAt(@Nullable String reason) {
        Matcher time = TIME.matcher(reason == null ? "" : reason);
        return time.find() ? LocalDateTime.parse(time.group(1), FORMAT).toInstant(ZoneOffset.UTC) : null;
    }
}
