package org.spotalert.channels.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.spotalert.model.AffectedService;
import org.spotalert.model.Alert;
import org.spotalert.model.AlertKind;
import org.spotalert.model.CriticalBelow;
import org.spotalert.model.Prospects;
import org.spotalert.model.RecoveryOutcome;
import org.spotalert.model.RecoveryOutcome.ServiceOutcome;
import org.spotalert.model.ServiceStatus;
import org.spotalert.model.Severity;

/** How it ended, as people read it. */
class ResolutionsTest {

    private static final String DIGEST = "spot/digest/0b7e4a52-6c1d-4f0e-9a77-5d3c2b1a0f99";

    private static ServiceStatus running(int running) {
        return new ServiceStatus(
                3,
                running,
                3 - running,
                "arn:aws:ecs:x:1:task-definition/web:7",
                true,
                100,
                Map.of(),
                CriticalBelow.DEFAULT,
                Prospects.UNKNOWN);
    }

    private static ServiceOutcome whole(String name, int secondsBelow) {
        return new ServiceOutcome("blue", name, running(3), true, Duration.ofSeconds(secondsBelow), null);
    }

    private static ServiceOutcome broken(String name, @Nullable ServiceStatus status, String trouble) {
        return new ServiceOutcome("blue", name, status, false, Duration.ofMinutes(9), trouble);
    }

    private static Alert ended(Alert alert, @Nullable String thread, int after, ServiceOutcome... services) {
        return ended(alert, thread, after, 0, services);
    }

    private static Alert ended(
            Alert alert, @Nullable String thread, int after, int standaloneTasks, ServiceOutcome... services) {
        RecoveryOutcome outcome =
                new RecoveryOutcome(Severity.CRITICAL, Duration.ofSeconds(after), List.of(services), standaloneTasks);
        Alerts about = Alerts.warning()
                .services(List.of(services).stream()
                        .map(service -> new AffectedService(service.name(), "blue", 1, 0, service.status()))
                        .toArray(AffectedService[]::new));
        Alert impact = Alerts.with(about.alert(), alert.impact().interruption());
        return new Alert.Resolution(
                impact.impact(), alert.decision(), List.of(), new Alert.Origin(thread, Map.of(), Set.of()), outcome);
    }

    @Test
    void recoveryIsSaid() {
        Alert alert =
                ended(Alerts.warning().alert(), null, 74, whole("checkout", 21), whole("search", 0), whole("cart", 0));

        AlertMessage message = Alerts.after(74).of(List.of(alert));

        assertThat(message.severity()).isEqualTo("info");
        assertThat(message.headline())
                .isEqualTo("RECOVERED checkout, search, +1 healthy after 74 s - Spot reclaim in blue 08:17 UTC");
        assertThat(message.happened()).isEqualTo("RECOVERED checkout, search, +1 healthy after 74 s.");
        assertThat(message.advice()).containsExactly("Nothing is left to do: the services run again as they shall.");
        assertThat(message.scope().kinds().all()).containsExactly("recovered");
        assertThat(message.services().get(0).figures()).contains("3 of 3 running, 0 pending; stable again");
        assertThat(message.thread()).isEqualTo(Alerts.warning().message().thread());
        assertThat(message.id()).isNotEqualTo(Alerts.warning().message().id());
    }

    @Test
    void whatIsNotWholeIsNamedWithItsReason() {
        Alert alert = ended(
                Alerts.warning().alert(),
                null,
                602,
                broken("checkout", running(1), "(service checkout) was unable to place a task."),
                whole("search", 0));

        AlertMessage message = Alerts.after(602).of(List.of(alert));

        assertThat(message.severity()).isEqualTo("critical");
        assertThat(message.headline()).isEqualTo("NOT RECOVERED checkout 1 of 3 - Spot reclaim in blue 08:17 UTC");
        assertThat(message.advice())
                .containsExactly("Service checkout is not stable: (service checkout) was unable to place a task.");
        assertThat(message.services().get(0).figures()).contains("NOT STABLE; below its minimum for about 540 s");
    }

    @Test
    void resolutionsOfADigestAreSentInItsThread() {
        Alert one = ended(Alerts.about(1, Alerts.warning().alert()), DIGEST, 80, whole("checkout", 0));
        Alert two = ended(
                Alerts.about(2, Alerts.warning().alert()),
                DIGEST,
                90,
                whole("checkout", 0),
                broken("search", null, "gone\n"));

        AlertMessage message = Alerts.after(90).of(List.of(one, two));
        AlertMessage other = Alerts.after(90)
                .of(List.of(one, ended(Alerts.about(3, Alerts.warning().alert()), DIGEST, 90, whole("cart", 0))));

        assertThat(message.headline())
                .isEqualTo("NOT RECOVERED search - reclaim of 2 Spot Instances in blue 08:17 UTC");
        assertThat(message.thread()).isEqualTo(DIGEST);
        assertThat(other.thread()).isEqualTo(DIGEST);
        assertThat(message.id()).isNotEqualTo(other.id());
        assertThat(message.advice()).containsExactly("Service search is not stable: gone.");
        assertThat(message.services().toString()).contains("figures unknown; NOT STABLE");
    }

    @Test
    void lostStandaloneTasksAreSaidAndLeaveSomethingToDo() {
        Alert one = ended(Alerts.about(1, Alerts.warning().alert()), DIGEST, 80, whole("checkout", 0));
        Alert two = ended(Alerts.about(2, Alerts.warning().alert()), DIGEST, 80, 1);

        AlertMessage both = Alerts.after(80).of(List.of(one, two));

        assertThat(both.recovered()).isFalse();
        assertThat(both.headline())
                .startsWith("RECOVERED checkout healthy after 80 s, 1 standalone task not started again - ");
        assertThat(both.happened()).contains("1 standalone task not started again.");
        assertThat(both.advice()).containsExactly(Recommendations.STANDALONE_TASKS);
        assertThat(Alerts.after(80).of(List.of(one)).recovered()).isTrue();
    }

    @Test
    void messagesInTheThreadOfADigestDifferByTheirInstances() {
        AlertMessage one = Alerts.after(80)
                .of(List.of(ended(Alerts.about(1, Alerts.warning().alert()), DIGEST, 80, whole("checkout", 0))));
        AlertMessage two = Alerts.after(80)
                .of(List.of(ended(Alerts.about(2, Alerts.warning().alert()), DIGEST, 80, whole("checkout", 0))));

        assertThat(one.thread()).isEqualTo(two.thread());
        assertThat(one.id()).isNotEqualTo(two.id());
    }

    @Test
    void detailThatSettlesClosesTheRecordAndReadsAsDetail() {
        Alert detail = Alerts.warning().services(0, "none").alert(AlertKind.DETAIL);
        RecoveryOutcome settled = new RecoveryOutcome(Severity.WARNING, Duration.ofSeconds(30), List.of(), 0);
        AlertMessage message = Alerts.after(30)
                .of(List.of(new Alert.Detail(detail.impact(), detail.decision(), List.of(), detail.origin(), settled)));

        assertThat(message.recovered()).isTrue();
        assertThat(message.headline()).startsWith("WARNING no tasks lost - ");
        assertThat(Alerts.after(30).of(List.of(detail)).recovered()).isFalse();
    }

    @Test
    void detailMayBeThatNothingIsLost() {
        AlertMessage message =
                Alerts.after(30).of(List.of(Alerts.warning().services(0, "none").alert(AlertKind.DETAIL)));

        assertThat(message.headline()).startsWith("WARNING no tasks lost - ");
        assertThat(message.advice()).contains("No service and no standalone task loses a task.");
    }

    @Test
    void detailSaysThatItIsMoreDetail() {
        AlertMessage message = Alerts.after(30).of(List.of(Alerts.warning().alert(AlertKind.DETAIL)));

        assertThat(message.headline()).endsWith(" - more detail, Spot reclaim in blue 08:17 UTC");
        assertThat(message.scope().kinds().all()).containsExactly("detail");
    }
}
