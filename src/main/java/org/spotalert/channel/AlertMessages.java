package org.spotalert.channel;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.spotalert.channel.AlertMessage.Fact;
import org.spotalert.channel.AlertMessage.Link;
import org.spotalert.channel.AlertMessage.ServiceLine;
import org.spotalert.channel.AlertMessage.TaskLine;
import org.spotalert.decide.Alert;
import org.spotalert.enrich.AffectedService;
import org.spotalert.enrich.Impact;
import org.spotalert.enrich.Instance;
import org.spotalert.enrich.ServiceStatus;
import org.spotalert.event.Interruption;
import org.spotalert.event.InterruptionKind;

/** Puts alerts into words. */
public final class AlertMessages {

    private static final String UNKNOWN = "unknown";
    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final Clock clock;

    public AlertMessages(Clock clock) {
        this.clock = clock;
    }

    /** The alert as a reader sees it now. */
    public AlertMessage of(Alert alert) {
        Impact impact = alert.impact();
        Interruption interruption = impact.interruption();
        Instant reclaimAt = interruption.reclaimAt();
        boolean late = reclaimAt != null && !clock.instant().isBefore(reclaimAt);
        ConsoleLinks console = new ConsoleLinks(interruption.region());
        return new AlertMessage(
                headline(impact, late),
                interruption.kind().name().toLowerCase(Locale.ROOT),
                alert.severity().toString(),
                known(interruption.account()),
                interruption.region(),
                cluster(impact),
                interruption.instanceId(),
                whatHappened(interruption),
                timing(interruption, reclaimAt),
                late,
                facts(impact),
                impact.services().stream()
                        .map(service -> line(service, console))
                        .toList(),
                impact.standaloneTasks().stream()
                        .map(task -> new TaskLine(task.taskId(), task.taskDefinition(), task.group()))
                        .toList(),
                impact.daemonTasks(),
                impact.completeness().reason(),
                Advice.about(impact, late),
                links(impact, console),
                "spot-" + known(interruption.account()) + "-" + interruption.region() + "-"
                        + interruption.instanceId());
    }

    private static String headline(Impact impact, boolean late) {
        boolean rebalance = impact.interruption().kind() == InterruptionKind.REBALANCE_RECOMMENDATION;
        String start = (late ? "LATE: " : "") + (rebalance ? "Spot rebalance recommendation" : "Spot interruption");
        List<String> lost = new ArrayList<>();
        if (!impact.services().isEmpty()) {
            lost.add(counted(impact.services().size(), "service"));
        }
        if (!impact.standaloneTasks().isEmpty()) {
            lost.add(counted(impact.standaloneTasks().size(), "standalone task"));
        }
        String what =
                lost.isEmpty() ? "impact unknown" : String.join(" and ", lost) + (rebalance ? " at risk" : " affected");
        String where = impact.cluster() == null
                ? ""
                : " in cluster " + impact.cluster().name();
        return start + ": " + what + where + " (" + impact.interruption().instanceId() + ")";
    }

    private static String whatHappened(Interruption interruption) {
        if (interruption.kind() == InterruptionKind.REBALANCE_RECOMMENDATION) {
            return "EC2 says that this Spot Instance runs an elevated risk of interruption.";
        }
        return switch (interruption.action()) {
            case TERMINATE -> "EC2 takes this Spot Instance back and terminates it.";
            case STOP -> "EC2 takes this Spot Instance back and stops it.";
            case HIBERNATE -> "EC2 takes this Spot Instance back; hibernation begins at once.";
            case UNKNOWN -> "EC2 takes this Spot Instance back.";
        };
    }

    private String timing(Interruption interruption, @Nullable Instant reclaimAt) {
        String noticed = "notice at " + UTC.format(interruption.noticedAt());
        if (reclaimAt == null) {
            return noticed + ", no reclaim time is set yet";
        }
        long left = Duration.between(clock.instant(), reclaimAt).toSeconds();
        return "reclaim at " + UTC.format(reclaimAt)
                + (left > 0
                        ? ", " + counted(left, "second") + " left"
                        : ", passed " + counted(-left, "second") + " ago")
                + " (" + noticed + ")";
    }

    private static List<Fact> facts(Impact impact) {
        Optional<Instance> instance = Optional.ofNullable(impact.instance());
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Instance", impact.interruption().instanceId()));
        facts.add(new Fact("Name", known(instance.map(Instance::name))));
        facts.add(new Fact("Type", known(instance.map(Instance::type))));
        facts.add(new Fact("Availability Zone", known(impact.zone())));
        facts.add(new Fact("Region", impact.interruption().region()));
        facts.add(new Fact("Account", known(impact.interruption().account())));
        facts.add(new Fact("Cluster", cluster(impact)));
        facts.add(new Fact(
                "Container instance",
                impact.containerInstance() == null
                        ? UNKNOWN
                        : impact.containerInstance().status()));
        facts.add(new Fact("Auto Scaling group", known(instance.map(Instance::autoScalingGroup))));
        facts.add(new Fact("Launched", known(instance.map(Instance::launchedAt).map(UTC::format))));
        return facts;
    }

    private static ServiceLine line(AffectedService service, ConsoleLinks console) {
        ServiceStatus status = service.status();
        return new ServiceLine(
                service.name(),
                service.cluster(),
                service.tasksOnInstance(),
                status == null
                        ? "counts unknown"
                        : "desired " + status.desired() + ", running " + status.running() + ", pending "
                                + status.pending(),
                status == null ? UNKNOWN : status.taskDefinitionName(),
                note(service, status),
                console.service(service.cluster(), service.name()));
    }

    private static String note(AffectedService service, @Nullable ServiceStatus status) {
        List<String> notes = new ArrayList<>();
        if (service.dropsBelowMinimum() && status != null) {
            notes.add("drops below its minimum of " + status.minimumHealthy() + " (" + status.minimumHealthyPercent()
                    + " %)");
        }
        if (service.singleTask()) {
            notes.add("its only task");
        }
        if (status != null && status.loadBalanced()) {
            notes.add("behind a load balancer");
        }
        return String.join(", ", notes);
    }

    private static List<Link> links(Impact impact, ConsoleLinks console) {
        List<Link> links = new ArrayList<>();
        links.add(
                new Link("EC2 instance", console.instance(impact.interruption().instanceId())));
        if (impact.cluster() != null) {
            links.add(new Link("ECS cluster", console.cluster(impact.cluster().name())));
        }
        return links;
    }

    private static String cluster(Impact impact) {
        return impact.cluster() == null ? UNKNOWN : impact.cluster().name();
    }

    private static String known(@Nullable String value) {
        return value == null || value.isBlank() ? UNKNOWN : value;
    }

    private static String known(Optional<String> value) {
        return known(value.orElse(null));
    }

    private static String counted(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
