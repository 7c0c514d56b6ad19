package org.spotalert.channels.message;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.AffectedService;
import org.spotalert.model.Alert;
import org.spotalert.model.AlertKind;
import org.spotalert.model.Cluster;
import org.spotalert.model.Completeness;
import org.spotalert.model.ContainerInstance;
import org.spotalert.model.CriticalBelow;
import org.spotalert.model.Decision;
import org.spotalert.model.Impact;
import org.spotalert.model.Instance;
import org.spotalert.model.InstanceAction;
import org.spotalert.model.Interruption;
import org.spotalert.model.InterruptionKind;
import org.spotalert.model.Prospects;
import org.spotalert.model.RecoveryOutcome;
import org.spotalert.model.Resource.FargateTask;
import org.spotalert.model.Samples;
import org.spotalert.model.ServiceStatus;
import org.spotalert.model.Severity;
import org.spotalert.model.StandaloneTask;

/** Makes alerts for tests: a plain warning, changed where a test needs it. */
public record Alerts(
        InterruptionKind kind,
        InstanceAction action,
        @Nullable String account,
        @Nullable Instance instance,
        @Nullable Cluster cluster,
        String status,
        List<AffectedService> services,
        List<StandaloneTask> tasks,
        Completeness completeness) {

    public static final String ID = "i-0a1b2c3d4e5f60718";
    static final Instant NOTICED = Instant.parse("2026-11-20T08:15:42Z");

    /** One service of four tasks that bears the loss of one. */
    public static Alerts warning() {
        return new Alerts(
                InterruptionKind.INTERRUPTION_WARNING,
                InstanceAction.TERMINATE,
                "210987654321",
                named("web-1"),
                new Cluster("arn:aws:ecs:eu-west-1:210987654321:cluster/blue"),
                "DRAINING",
                List.of(service("orders", 4, 50)),
                List.of(),
                Completeness.COMPLETE);
    }

    public static Alerts rebalance() {
        Alerts plain = warning();
        return new Alerts(
                InterruptionKind.REBALANCE_RECOMMENDATION,
                InstanceAction.UNKNOWN,
                plain.account,
                plain.instance,
                plain.cluster,
                "ACTIVE",
                plain.services,
                plain.tasks,
                plain.completeness);
    }

    /** Nothing is known but the event itself. */
    public static Alerts unknown(String reason) {
        return new Alerts(
                InterruptionKind.INTERRUPTION_WARNING,
                InstanceAction.TERMINATE,
                null,
                null,
                null,
                "",
                List.of(),
                List.of(),
                new Completeness(List.of(reason)));
    }

    Alerts action(InstanceAction value) {
        return new Alerts(kind, value, account, instance, cluster, status, services, tasks, completeness);
    }

    public Alerts name(String value) {
        return new Alerts(kind, action, account, named(value), cluster, status, services, tasks, completeness);
    }

    public Alerts status(String value) {
        return new Alerts(kind, action, account, instance, cluster, value, services, tasks, completeness);
    }

    public Alerts services(AffectedService... value) {
        return new Alerts(kind, action, account, instance, cluster, status, List.of(value), tasks, completeness);
    }

    public Alerts services(int count, String name) {
        List<AffectedService> many = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            many.add(service(name + "-" + number, 4, 50));
        }
        return services(many.toArray(AffectedService[]::new));
    }

    public Alerts tasks(StandaloneTask... value) {
        return new Alerts(kind, action, account, instance, cluster, status, services, List.of(value), completeness);
    }

    public Alerts partial(String reason) {
        return new Alerts(
                kind, action, account, instance, cluster, status, services, tasks, new Completeness(List.of(reason)));
    }

    public static AffectedService service(String name, int desired, int minimumHealthyPercent) {
        ServiceStatus figures = new ServiceStatus(
                desired,
                desired,
                0,
                "arn:aws:ecs:x:1:task-definition/web:7",
                true,
                minimumHealthyPercent,
                Map.of(),
                CriticalBelow.DEFAULT,
                Prospects.UNKNOWN);
        return new AffectedService(name, "blue", 1, 1, figures);
    }

    public static AffectedService unknownFigures(String name) {
        return new AffectedService(name, "blue", 2, 2, null);
    }

    public static StandaloneTask task() {
        return new StandaloneTask("arn:aws:ecs:eu-west-1:210987654321:task/blue/abc123", "family:import", "import:3");
    }

    /** The messages as they read so many seconds after the notice. */
    public static AlertMessages after(long seconds) {
        return new AlertMessages(clock(seconds));
    }

    public static Clock clock(long seconds) {
        return Clock.fixed(NOTICED.plusSeconds(seconds), ZoneOffset.UTC);
    }

    /** The alert as it reads 18 seconds after the notice. */
    public AlertMessage message() {
        return after(18).of(List.of(alert()));
    }

    public Alert.Warning alert() {
        return (Alert.Warning) alert(AlertKind.WARNING);
    }

    public Alert alert(AlertKind alertKind) {
        Interruption interruption = Samples.notice()
                .kind(kind)
                .account(account)
                .zone("eu-west-1b")
                .id(ID)
                .action(action)
                .noticedAt(NOTICED)
                .interruption();
        ContainerInstance container = cluster == null ? null : new ContainerInstance(container(ID), ID, status);
        Impact impact = new Impact(interruption, instance, cluster, container, services, tasks, 1, completeness, null);
        return Samples.about(impact, Samples.notice().alert(alertKind));
    }

    /** A Fargate task of a service, of which everything is known that there is to know. */
    public static Alert fargateTask(String id) {
        Cluster cluster = new Cluster("arn:aws:ecs:eu-west-1:210987654321:cluster/blue");
        FargateTask task = new FargateTask(
                "arn:aws:ecs:eu-west-1:210987654321:task/blue/" + id,
                cluster.reference(),
                "service:orders",
                null,
                true);
        Interruption interruption = Samples.notice()
                .eventId("event-" + id)
                .kind(InterruptionKind.TASK_INTERRUPTION)
                .zone("eu-west-1b")
                .id(id)
                .noticedAt(NOTICED)
                .task(task)
                .interruption();
        Impact impact = new Impact(
                interruption,
                null,
                cluster,
                null,
                List.of(service("orders", 4, 50)),
                List.of(),
                0,
                Completeness.COMPLETE,
                null);
        Decision decision = new Decision(Decision.Verdict.SEND, Decision.Rule.TASKS_LOST, "tasks are lost");
        return new Alert.Warning(impact, decision);
    }

    /** A retirement fifteen days after its notice, of an instance that is not drained. */
    public static Alert scheduled(int number) {
        Interruption interruption = Samples.notice()
                .eventId("event-" + number)
                .kind(InterruptionKind.SCHEDULED_CHANGE)
                .id(id(number))
                .action(InstanceAction.RETIRE)
                .noticedAt(NOTICED)
                .terminatesAt(Instant.parse("2026-12-05T15:10:09Z"))
                .interruption();
        return with(warning().status("ACTIVE").alert(), interruption);
    }

    /** The end of a warning whose service dropped below its minimum, and is stable again. */
    public static Alert recovered() {
        Alert warned = warning().services(service("orders", 3, 100)).alert();
        RecoveryOutcome.ServiceOutcome whole = new RecoveryOutcome.ServiceOutcome(
                "blue", "orders", warned.impact().services().get(0).status(), true, Duration.ofSeconds(21), null);
        RecoveryOutcome outcome = new RecoveryOutcome(Severity.CRITICAL, Duration.ofSeconds(74), List.of(whole), 0);
        return new Alert.Resolution(warned.impact(), warned.decision(), List.of(), Alert.Origin.NONE, outcome);
    }

    /** The same alert about another instance. */
    public static Alert about(int number, Alert alert) {
        Samples other = Samples.like(alert.impact().interruption());
        return with(alert, other.eventId("event-" + number).id(id(number)).interruption());
    }

    public static String id(int number) {
        return Samples.id(number);
    }

    /** The same alert in another account and Region. */
    public static Alert in(String account, String region, Alert alert) {
        Samples other = Samples.like(alert.impact().interruption());
        return with(alert, other.account(account).region(region).interruption());
    }

    /** The same alert, noticed so many seconds later. */
    public static Alert later(long seconds, Alert alert) {
        Interruption was = alert.impact().interruption();
        return with(
                alert,
                Samples.like(was)
                        .noticedAt(was.noticedAt().plusSeconds(seconds))
                        .interruption());
    }

    static Alert with(Alert alert, Interruption interruption) {
        Impact was = alert.impact();
        ContainerInstance known = was.containerInstance();
        String id = String.valueOf(interruption.resourceId());
        return Samples.about(
                new Impact(
                        interruption,
                        was.instance(),
                        was.cluster(),
                        known == null ? null : new ContainerInstance(container(id), id, known.status()),
                        was.services(),
                        was.standaloneTasks(),
                        was.daemonTasks(),
                        was.completeness(),
                        was.capacity()),
                alert);
    }

    private static String container(String instanceId) {
        return "arn:aws:ecs:eu-west-1:210987654321:container-instance/blue/0f1e2d3c4b5a697" + instanceId.substring(2);
    }

    /**
     * Alerts about so many instances of five clusters, three zones and six types, with ten services a cluster; every
     * fiftieth could not be looked up.
     */
    public static List<Alert> storm(int instances) {
        return storm(instances, "");
    }

    /** The same, with something appended to every name that comes from outside. */
    public static List<Alert> storm(int instances, String suffix) {
        return IntStream.range(0, instances)
                .mapToObj(number -> later(number % 40, about(number, one(number, suffix))))
                .toList();
    }

    private static Alert one(int number, String suffix) {
        if (number % 50 == 49) {
            return unknown("ECS did not answer in time" + suffix).alert();
        }
        String cluster =
                List.of("production", "staging", "batch", "search", "payments").get(number % 5) + suffix;
        List<AffectedService> lost = IntStream.range(0, 3)
                .mapToObj(n -> new AffectedService(
                        List.of("checkout", "orders", "catalogue", "session", "mailer", "invoice", "image-resizer")
                                        .get((number / 5 + n) % 7)
                                + suffix,
                        cluster,
                        1 + n,
                        1,
                        new ServiceStatus(
                                60,
                                58,
                                2,
                                "arn:aws:ecs:x:1:task-definition/web" + suffix + ":7",
                                n == 0,
                                50 + 5 * n,
                                Map.of(),
                                CriticalBelow.DEFAULT,
                                Prospects.UNKNOWN)))
                .toList();
        Alerts alert = new Alerts(
                InterruptionKind.INTERRUPTION_WARNING,
                InstanceAction.TERMINATE,
                "210987654321",
                new Instance(
                        id(number),
                        List.of("m5.large", "c5.xlarge", "r5.large", "m6i.large", "c6g.xlarge", "m5a.large")
                                        .get(number % 6)
                                + suffix,
                        "eu-west-1" + List.of("a", "b", "c").get(number % 3),
                        "spot",
                        "running",
                        NOTICED.minusSeconds(12_000),
                        Map.of("Name", "ecs-" + number + suffix)),
                new Cluster("arn:aws:ecs:eu-west-1:210987654321:cluster/" + cluster),
                number % 7 == 0 ? "ACTIVE" : "DRAINING",
                lost,
                number % 20 == 0 ? List.of(task()) : List.of(),
                Completeness.COMPLETE);
        return alert.alert();
    }

    private static Instance named(String name) {
        return new Instance(
                ID,
                "m5.large",
                "eu-west-1b",
                "spot",
                "running",
                NOTICED.minusSeconds(12_000),
                Map.of("Name", name, "aws:autoscaling:groupName", "blue-asg"));
    }
}
