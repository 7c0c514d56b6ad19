package org.spotalert.channels;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.spotalert.channels.message.AlertMessage;
import org.spotalert.channels.message.Alerts;
import org.spotalert.model.AffectedService;
import org.spotalert.model.Alert;
import org.spotalert.model.Impact;
import org.spotalert.model.Ownership;
import org.spotalert.model.Prospects;
import org.spotalert.model.RecoveryOutcome;
import org.spotalert.model.RecoveryOutcome.ServiceOutcome;
import org.spotalert.model.ServiceStatus;
import org.spotalert.model.Severity;

/** What alerts are about most often, and what is hardest to say. */
final class Situations {

    private static final AffectedService CHECKOUT = Alerts.service("checkout", 1, 100);
    private static final AffectedService SEARCH = Alerts.service("search", 3, 100);

    private Situations() {}

    static Map<String, AlertMessage> all() {
        Map<String, AlertMessage> all = new LinkedHashMap<>();
        all.put(
                "one-service-down",
                message(18, Alerts.warning().status("ACTIVE").services(CHECKOUT).alert()));
        all.put(
                "one-of-100-tasks",
                message(
                        18,
                        Alerts.warning()
                                .services(Alerts.service("search", 100, 50))
                                .alert()));
        all.put("two-services", message(18, two()));
        all.put(
                "five-services",
                message(
                        18,
                        Alerts.warning()
                                .services(
                                        CHECKOUT,
                                        SEARCH,
                                        Alerts.service("recommendations", 4, 50),
                                        Alerts.service("payment-gateway-callbacks", 12, 75),
                                        Alerts.unknownFigures("invoices"))
                                .alert()));
        all.put(
                "standalone-only",
                message(
                        18,
                        Alerts.warning().services(0, "").tasks(Alerts.task()).alert()));
        all.put(
                "partial",
                message(
                        18,
                        Alerts.warning()
                                .services(Alerts.unknownFigures("checkout"))
                                .partial("ECS did not answer about cluster blue: throttled")
                                .alert()));
        all.put("late", message(300, two()));
        all.put("digest-4", digest(4));
        all.put("digest-60", digest(60));
        all.put("digest-600", digest(600));
        all.put("recovered", message(180, ended(true)));
        all.put("still-down", message(700, ended(false)));
        all.put("fallback", message(18, two().withRemark("Sent here because slack failed: HTTP 404 Not Found.")));
        all.put("owned", message(18, owned()));
        all.put("cannot-place", message(40, cannotPlace()));
        String hostile = "<!channel> <@U1> <users/all> [x](https://evil.test) {{TIME(0)}} **b** `c` <b>|\n# h "
                + "&".repeat(255);
        all.put(
                "hostile-names",
                message(
                        18,
                        Alerts.warning()
                                .status("ACTIVE")
                                .name(hostile)
                                .services(
                                        with(
                                                Alerts.service(hostile, 1, 100),
                                                Prospects.UNKNOWN,
                                                new Ownership("<!channel> <users/all> @here", null, List.of(), null)),
                                        Alerts.unknownFigures(hostile + 2))
                                .tasks(Alerts.task())
                                .partial(hostile)
                                .alert()
                                .withRemark(hostile)));
        return all;
    }

    private static Alert two() {
        return Alerts.warning().services(CHECKOUT, SEARCH).alert();
    }

    /** One service that the catalogue knows, one that has tags alone, and a task that nobody owns. */
    private static Alert owned() {
        AffectedService checkout = with(
                CHECKOUT,
                new Prospects(Prospects.Rollout.IN_PROGRESS, List.of("FARGATE_SPOT"), true, null),
                new Ownership(
                        "payments",
                        "https://wiki.example.com/checkout",
                        List.of(
                                "S0123ABCD",
                                "U0123ABCD",
                                "users/1182",
                                "anna@example.com",
                                "discord:80351110224678912",
                                "discord:&165511591545143296",
                                "mattermost:anna.smith",
                                "telegram:anna_smith"),
                        null));
        AffectedService search = with(
                SEARCH,
                new Prospects(
                        Prospects.Rollout.FAILED,
                        List.of("spot-a", "spot-b", "on-demand"),
                        null,
                        new Prospects.Unplaced("no container instance met all of its requirements", Instant.EPOCH)),
                new Ownership("search team", null, List.of(), null));
        return Alerts.warning().services(checkout, search).tasks(Alerts.task()).alert();
    }

    private static AffectedService with(AffectedService service, Prospects prospects, Ownership ownership) {
        ServiceStatus was = Objects.requireNonNull(service.status());
        ServiceStatus status = new ServiceStatus(
                was.desired(),
                was.running(),
                was.pending(),
                was.taskDefinition(),
                was.loadBalanced(),
                was.minimumHealthyPercent(),
                was.tags(),
                was.criticalBelow(),
                prospects);
        return new AffectedService(
                service.name(),
                service.cluster(),
                service.tasksOnInstance(),
                service.runningOnInstance(),
                status,
                ownership,
                service.equals(SEARCH) ? Integer.valueOf(300) : service.stopTimeout());
    }

    private static Alert cannotPlace() {
        Impact warned = Alerts.warning()
                .services(owned().impact().services().get(1))
                .alert()
                .impact();
        ServiceStatus status = new ServiceStatus(3, 2, 0, "web:7", true, 100, Map.of(), 50, Prospects.UNKNOWN);
        ServiceOutcome search = new ServiceOutcome(
                "blue",
                "search",
                status,
                false,
                Duration.ofSeconds(20),
                "(service search) was unable to place a task because no container instance met all of its requirements.");
        return new Alert.Resolution(
                warned,
                owned().decision(),
                List.of(),
                Alert.Origin.NONE,
                new RecoveryOutcome(Severity.CRITICAL, Duration.ofSeconds(40), List.of(search), 0, false));
    }

    private static AlertMessage digest(int instances) {
        return Alerts.after(18).of(new ArrayList<>(Alerts.storm(instances)));
    }

    private static AlertMessage message(long seconds, Alert alert) {
        return Alerts.after(seconds).of(List.of(alert));
    }

    private static Alert ended(boolean well) {
        Alert warned = two();
        ServiceStatus left = warned.impact().services().get(0).status();
        ServiceStatus none =
                left == null ? null : new ServiceStatus(2, 0, 2, "web:7", true, 100, Map.of(), 50, Prospects.UNKNOWN);
        List<ServiceOutcome> services = List.of(
                new ServiceOutcome(
                        "blue",
                        "checkout",
                        well ? left : none,
                        well,
                        Duration.ofSeconds(well ? 41 : 600),
                        well
                                ? null
                                : "unable to place a task because no container instance met all of its requirements"),
                new ServiceOutcome(
                        "blue", "search", warned.impact().services().get(1).status(), true, Duration.ZERO, null));
        RecoveryOutcome outcome =
                new RecoveryOutcome(Severity.CRITICAL, Duration.ofSeconds(well ? 74 : 600), services, 0);
        return new Alert.Resolution(warned.impact(), warned.decision(), List.of(), Alert.Origin.NONE, outcome);
    }
}
