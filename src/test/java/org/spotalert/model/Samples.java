package org.spotalert.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.Alert.Origin;
import org.spotalert.model.Capacity.Room;
import org.spotalert.model.Capacity.TaskSize;
import org.spotalert.model.Decision.Rule;
import org.spotalert.model.Decision.Verdict;
import org.spotalert.model.Interruption.Assumed;
import org.spotalert.model.Interruption.Source;
import org.spotalert.model.Resource.Ec2Instance;
import org.spotalert.model.Resource.FargateTask;

/** Makes the model's records for tests: a plain Spot warning, changed where a test needs it. */
public final class Samples {

    public static final String ID = "i-0a1b2c3d4e5f60718";
    public static final String ACCOUNT = "210987654321";
    public static final Instant NOTICED = Instant.parse("2026-11-20T08:15:42Z");

    private @Nullable String eventId = "event-1";
    private InterruptionKind kind = InterruptionKind.INTERRUPTION_WARNING;
    private @Nullable String account = ACCOUNT;
    private String region = "eu-west-1";
    private @Nullable String zone;
    private Resource resource = new Ec2Instance(ID);
    private InstanceAction action = InstanceAction.TERMINATE;
    private Instant noticedAt = NOTICED;
    private @Nullable Instant terminatesAt;
    private Set<Assumed> assumed = Set.of();
    private Source source = Source.EVENTBRIDGE;

    private @Nullable Instance instance;
    private @Nullable Cluster cluster;
    private @Nullable String status;
    private List<AffectedService> services = List.of();
    private List<StandaloneTask> tasks = List.of();
    private int daemonTasks;
    private Completeness completeness = Completeness.COMPLETE;
    private @Nullable Capacity capacity;

    private Decision decision = new Decision(Verdict.SEND, Rule.TASKS_LOST, "tasks are lost");
    private Origin origin = Origin.NONE;

    private Samples() {}

    /** A Spot warning about an instance of which nothing else is known. */
    public static Samples notice() {
        return new Samples();
    }

    /** A Spot warning about an instance of cluster blue, which runs one of four tasks of the service orders. */
    public static Samples warning() {
        return notice().cluster("blue").status("ACTIVE").services(service("orders", 4, 4, 50));
    }

    /** A notice about this task of Fargate, which belongs to the service orders. */
    public static Samples fargate(String taskId) {
        Samples samples = notice().kind(InterruptionKind.TASK_INTERRUPTION);
        samples.resource = new FargateTask(
                "arn:aws:ecs:eu-west-1:" + ACCOUNT + ":task/blue/" + taskId,
                "arn:aws:ecs:eu-west-1:" + ACCOUNT + ":cluster/blue",
                "service:orders",
                null,
                true);
        return samples.cluster("blue").services(service("orders", 4, 4, 50));
    }

    /** The same notice, to be changed. A time that follows from the notice follows it. */
    public static Samples like(Interruption was) {
        Samples samples = notice().eventId(was.eventId())
                .kind(was.kind())
                .account(was.account())
                .region(was.region())
                .zone(was.zone())
                .action(was.action())
                .noticedAt(was.noticedAt())
                .terminatesAt(stated(was))
                .assumed(was.assumed().toArray(Assumed[]::new))
                .source(was.source());
        samples.resource = was.resource();
        return samples;
    }

    private static @Nullable Instant stated(Interruption was) {
        boolean follows = Objects.equals(was.terminatesAt(), was.kind().terminatesAt(was.noticedAt(), was.action()));
        return follows ? null : was.terminatesAt();
    }

    /** The id of an instance, by a number. */
    public static String id(int number) {
        return "i-%017x".formatted(number);
    }

    public Samples eventId(@Nullable String value) {
        eventId = value;
        return this;
    }

    public Samples kind(InterruptionKind value) {
        kind = value;
        return this;
    }

    public Samples account(@Nullable String value) {
        account = value;
        return this;
    }

    public Samples region(String value) {
        region = value;
        return this;
    }

    public Samples zone(@Nullable String value) {
        zone = value;
        return this;
    }

    /** The id of the instance. */
    public Samples id(String value) {
        resource = new Ec2Instance(value);
        return this;
    }

    public Samples task(FargateTask value) {
        resource = value;
        return this;
    }

    public Samples action(InstanceAction value) {
        action = value;
        return this;
    }

    public Samples noticedAt(Instant value) {
        noticedAt = value;
        return this;
    }

    public Samples terminatesAt(@Nullable Instant value) {
        terminatesAt = value;
        return this;
    }

    public Samples source(Source value) {
        source = value;
        return this;
    }

    public Samples assumed(Assumed... value) {
        assumed = Set.of(value);
        return this;
    }

    public Samples instance(@Nullable Instance value) {
        instance = value;
        return this;
    }

    /** The cluster of this short name; null for none. */
    public Samples cluster(@Nullable String name) {
        cluster = name == null ? null : new Cluster("arn:aws:ecs:eu-west-1:" + ACCOUNT + ":cluster/" + name);
        return this;
    }

    /** What ECS says of the container instance; without it there is none. */
    public Samples status(@Nullable String value) {
        status = value;
        return this;
    }

    public Samples services(AffectedService... value) {
        services = List.of(value);
        return this;
    }

    /** Standalone tasks of these groups. */
    public Samples tasks(String... groups) {
        return tasks(Stream.of(groups)
                .map(group -> new StandaloneTask("arn:aws:ecs:eu-west-1:1:task/blue/1", group, "import:1"))
                .toArray(StandaloneTask[]::new));
    }

    public Samples tasks(StandaloneTask... value) {
        tasks = List.of(value);
        return this;
    }

    public Samples daemonTasks(int value) {
        daemonTasks = value;
        return this;
    }

    public Samples partial(String reason) {
        completeness = new Completeness(List.of(reason));
        return this;
    }

    public Samples room(List<TaskSize> lost, Room... others) {
        return capacity(new Capacity(lost, List.of(others), null));
    }

    public Samples capacity(@Nullable Capacity value) {
        capacity = value;
        return this;
    }

    public Samples decision(Verdict verdict, Rule rule, String reason) {
        decision = new Decision(verdict, rule, reason);
        return this;
    }

    /** The channels that sent the warning, each with its thread, and those for which another alert says the same. */
    public Samples after(@Nullable String thread, Map<String, String> threads, String... otherChannels) {
        origin = new Origin(thread, threads, Set.of(otherChannels));
        return this;
    }

    public Interruption interruption() {
        return new Interruption(
                eventId,
                kind,
                new Place(account, region, zone),
                resource,
                action,
                noticedAt,
                terminatesAt,
                assumed,
                source);
    }

    public Impact impact() {
        return new Impact(
                interruption(),
                instance,
                cluster,
                cluster == null || status == null ? null : new ContainerInstance("arn", resource.id(), status),
                services,
                tasks,
                daemonTasks,
                completeness,
                capacity);
    }

    public Alert.Warning alert() {
        return new Alert.Warning(impact(), decision);
    }

    /** An alert of this kind: later ones say that all services are stable, or that the only one is not. */
    public Alert alert(AlertKind alertKind) {
        return alert(alertKind, impact(), decision, origin);
    }

    public Alert.Detail detail(@Nullable RecoveryOutcome outcome) {
        return new Alert.Detail(impact(), decision, List.of(), origin, outcome);
    }

    public Alert.Resolution resolution(RecoveryOutcome outcome) {
        return new Alert.Resolution(impact(), decision, List.of(), origin, outcome);
    }

    /** The same alert about another interruption. */
    public static Alert about(Interruption interruption, Alert alert) {
        Impact was = alert.impact();
        return about(
                new Impact(
                        interruption,
                        was.instance(),
                        was.cluster(),
                        was.containerInstance(),
                        was.services(),
                        was.standaloneTasks(),
                        was.daemonTasks(),
                        was.completeness(),
                        was.capacity()),
                alert);
    }

    /** The same alert about another impact. */
    public static Alert about(Impact impact, Alert alert) {
        if (alert instanceof Alert.Warning warning) {
            return new Alert.Warning(impact, alert.decision(), alert.remarks(), warning.drains());
        }
        return alert instanceof Alert.Resolution resolution
                ? new Alert.Resolution(impact, alert.decision(), alert.remarks(), alert.origin(), resolution.outcome())
                : new Alert.Detail(impact, alert.decision(), alert.remarks(), alert.origin(), alert.outcome());
    }

    private static Alert alert(AlertKind kind, Impact impact, Decision decision, Origin origin) {
        Severity warned = Severity.of(impact);
        return switch (kind) {
            case WARNING -> new Alert.Warning(impact, decision);
            case DETAIL -> new Alert.Detail(impact, decision, List.of(), origin, null);
            case RECOVERED -> new Alert.Resolution(impact, decision, List.of(), origin, outcome(warned));
            case UNPLACED ->
                new Alert.Resolution(
                        impact,
                        decision,
                        List.of(),
                        origin,
                        new RecoveryOutcome(
                                warned,
                                Duration.ofSeconds(20),
                                List.of(new RecoveryOutcome.ServiceOutcome(
                                        "blue", "orders", null, false, Duration.ZERO, "no room")),
                                0,
                                false));
            case NOT_RECOVERED ->
                new Alert.Resolution(
                        impact,
                        decision,
                        List.of(),
                        origin,
                        outcome(
                                warned,
                                new RecoveryOutcome.ServiceOutcome(
                                        "blue", "orders", null, false, Duration.ZERO, null)));
        };
    }

    /** How these services ended, 74 seconds after the notice. */
    public static RecoveryOutcome outcome(Severity warned, RecoveryOutcome.ServiceOutcome... services) {
        return new RecoveryOutcome(warned, Duration.ofSeconds(74), List.of(services), 0);
    }

    /** A service of cluster blue that runs one task on the instance. */
    public static AffectedService service(String name, int desired, int running, int minimumHealthyPercent) {
        return new AffectedService(
                name,
                "blue",
                1,
                1,
                new ServiceStatus(
                        desired,
                        running,
                        0,
                        "arn:aws:ecs:x:1:task-definition/w:7",
                        true,
                        minimumHealthyPercent,
                        Map.of(),
                        CriticalBelow.DEFAULT,
                        Prospects.UNKNOWN));
    }

    /** A service of cluster blue of whose figures nothing is known. */
    public static AffectedService service(String name) {
        return new AffectedService(name, "blue", 1, 1, null);
    }
}
