package org.spotalert.channel;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.spotalert.decide.Alert;
import org.spotalert.decide.AlertKind;
import org.spotalert.decide.Decision;
import org.spotalert.enrich.AffectedService;
import org.spotalert.enrich.Cluster;
import org.spotalert.enrich.Completeness;
import org.spotalert.enrich.ContainerInstance;
import org.spotalert.enrich.Impact;
import org.spotalert.enrich.Instance;
import org.spotalert.enrich.ServiceStatus;
import org.spotalert.enrich.StandaloneTask;
import org.spotalert.event.InstanceAction;
import org.spotalert.event.Interruption;
import org.spotalert.event.InterruptionKind;

/** Makes alerts for tests: a plain warning, changed where a test needs it. */
record Alerts(
        InterruptionKind kind,
        InstanceAction action,
        @Nullable String account,
        @Nullable Instance instance,
        @Nullable Cluster cluster,
        String status,
        List<AffectedService> services,
        List<StandaloneTask> tasks,
        Completeness completeness) {

    static final String ID = "i-0a1b2c3d4e5f60718";
    static final Instant NOTICED = Instant.parse("2026-11-20T08:15:42Z");

    /** One service of four tasks that bears the loss of one. */
    static Alerts warning() {
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

    static Alerts rebalance() {
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
    static Alerts unknown(String reason) {
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

    Alerts name(String value) {
        return new Alerts(kind, action, account, named(value), cluster, status, services, tasks, completeness);
    }

    Alerts status(String value) {
        return new Alerts(kind, action, account, instance, cluster, value, services, tasks, completeness);
    }

    Alerts services(AffectedService... value) {
        return new Alerts(kind, action, account, instance, cluster, status, List.of(value), tasks, completeness);
    }

    Alerts services(int count, String name) {
        List<AffectedService> many = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            many.add(service(name + "-" + number, 4, 50));
        }
        return services(many.toArray(AffectedService[]::new));
    }

    Alerts tasks(StandaloneTask... value) {
        return new Alerts(kind, action, account, instance, cluster, status, services, List.of(value), completeness);
    }

    Alerts partial(String reason) {
        return new Alerts(
                kind, action, account, instance, cluster, status, services, tasks, new Completeness(List.of(reason)));
    }

    static AffectedService service(String name, int desired, int minimumHealthyPercent) {
        ServiceStatus figures = new ServiceStatus(
                desired, desired, 0, "arn:aws:ecs:x:1:task-definition/web:7", true, minimumHealthyPercent);
        return new AffectedService(name, "blue", 1, 1, figures);
    }

    static AffectedService unknownFigures(String name) {
        return new AffectedService(name, "blue", 2, 2, null);
    }

    static StandaloneTask task() {
        return new StandaloneTask("arn:aws:ecs:eu-west-1:210987654321:task/blue/abc123", "family:import", "import:3");
    }

    /** The messages as they read so many seconds after the notice. */
    static AlertMessages after(long seconds) {
        return new AlertMessages(clock(seconds));
    }

    static Clock clock(long seconds) {
        return Clock.fixed(NOTICED.plusSeconds(seconds), ZoneOffset.UTC);
    }

    /** The alert as it reads 18 seconds after the notice. */
    AlertMessage message() {
        return after(18).of(alert());
    }

    Alert alert() {
        return alert(AlertKind.WARNING);
    }

    Alert alert(AlertKind alertKind) {
        Interruption interruption =
                new Interruption("event-1", kind, account, "eu-west-1", "eu-west-1b", ID, action, NOTICED);
        ContainerInstance container = cluster == null ? null : new ContainerInstance("arn", ID, status);
        Impact impact = new Impact(interruption, instance, cluster, container, services, tasks, 1, completeness);
        Decision decision = new Decision(Decision.Verdict.SEND, Decision.Rule.TASKS_LOST, "tasks are lost");
        return new Alert(impact, decision, alertKind);
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
