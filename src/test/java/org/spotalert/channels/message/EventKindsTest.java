package org.spotalert.channels.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spotalert.model.Alert;
import org.spotalert.model.InstanceAction;
import org.spotalert.model.Interruption;
import org.spotalert.model.InterruptionKind;
import org.spotalert.model.Samples;

/** What each kind of event reads like. */
class EventKindsTest {

    private static Alert alert(InterruptionKind kind, InstanceAction action, String id) {
        Samples notice = kind == InterruptionKind.TASK_INTERRUPTION
                ? Samples.fargate(id)
                : Samples.notice().kind(kind).id(id);
        return Alerts.with(Alerts.warning().alert(), notice.action(action).interruption());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            INTERRUPTION_WARNING     | TERMINATE | Spot reclaim in blue 08:17 UTC         | AWS takes the Spot Instance back (terminate).
            RESERVATION_WARNING      | TERMINATE | Spot reclaim in blue 08:17 UTC         | AWS takes the interruptible instance back (terminate).
            REBALANCE_RECOMMENDATION | UNKNOWN   | Spot rebalance recommendation in blue  | AWS recommends a rebalance
            TERMINATE_ACTION         | TERMINATE | Spot termination by Auto Scaling in blue | Auto Scaling terminates the instance;
            STATE_CHANGE             | STOP      | Spot stop in blue                      | stops or terminates the instance just now (stop).
            STATE_CHANGE             | TERMINATE | Spot termination in blue               | stops or terminates the instance just now (terminate).
            MISSED                   | TERMINATE | Spot reclaim that nobody was notified of in blue 08:15 UTC | AWS has taken the Spot Instance, and nobody was notified before.
            MISSED_CANARY            | UNKNOWN   | EventBridge MISSED CANARY in blue      | two events of this program in a row have not come from EventBridge
            TASK_INTERRUPTION        | TERMINATE | Fargate Spot reclaim in blue 08:17 UTC | AWS takes the Fargate Spot task back.
            """)
    void eachKindSaysWhatHappens(InterruptionKind kind, InstanceAction action, String headline, String happened) {
        AlertMessage message = Alerts.after(18).of(List.of(alert(kind, action, "i-1")));

        assertThat(message.headline()).contains(headline);
        assertThat(message.happened()).contains(happened);
        assertThat(message.scope().kinds().all()).containsExactly(kind.name().toLowerCase(java.util.Locale.ROOT));
        assertThat(message.advice()).isNotEmpty();
    }

    private static Alert reserved(String id, int seconds) {
        Interruption interruption = Samples.notice()
                .kind(InterruptionKind.RESERVATION_WARNING)
                .id(id)
                .terminatesAt(Alerts.NOTICED.plusSeconds(seconds))
                .interruption();
        return Alerts.with(Alerts.warning().alert(), interruption);
    }

    @Test
    void timeThatAwsNamesIsSaid() {
        AlertMessage one = Alerts.after(18).of(List.of(reserved("i-1", 300)));
        AlertMessage several = Alerts.after(18).of(List.of(reserved("i-1", 300), reserved("i-2", 120)));

        assertThat(one.headline()).endsWith("Spot reclaim in blue 08:20 UTC");
        assertThat(one.happened())
                .isEqualTo(
                        "AWS takes the interruptible instance back (terminate). It goes at 2026-11-20 08:20:42 UTC.");
        assertThat(one.time().reclaimAt()).isEqualTo("2026-11-20 08:20:42 UTC");
        assertThat(several.happened())
                .endsWith(
                        "takes 2 interruptible instances back (terminate). The first goes at 2026-11-20 08:17:42 UTC.");
        assertThat(Alerts.after(301).of(List.of(reserved("i-1", 300))).happened())
                .endsWith("It went at 2026-11-20 08:20:42 UTC.");
    }

    @Test
    void lateHookIsAnnouncedAndNotRecommended() {
        Alert hook = alert(InterruptionKind.TERMINATE_ACTION, InstanceAction.TERMINATE, "i-1");
        AlertMessage message = Alerts.after(7_500).of(List.of(hook));

        assertThat(message.time().text()).isEqualTo("announced 2 h 5 min ago");
        assertThat(message.headline()).startsWith("LATE").doesNotContain("recommended");
    }

    @Test
    void digestOfSeveralKindsHasASentenceForEach() {
        AlertMessage message = Alerts.after(18)
                .of(List.of(
                        alert(InterruptionKind.TASK_INTERRUPTION, InstanceAction.TERMINATE, "0123"),
                        alert(InterruptionKind.INTERRUPTION_WARNING, InstanceAction.TERMINATE, "i-1"),
                        alert(InterruptionKind.TERMINATE_ACTION, InstanceAction.TERMINATE, "i-2")));

        assertThat(message.headline()).contains("3 Spot Instances and Fargate tasks");
        assertThat(message.happened())
                .isEqualTo(
                        "AWS takes 1 Spot Instance back (terminate). Auto Scaling terminates 1 instance; a lifecycle hook"
                                + " makes it wait. AWS takes 1 Fargate Spot task back.");
    }

    @Test
    void taskLinksToItsPage() {
        Alert alert =
                alert(InterruptionKind.TASK_INTERRUPTION, InstanceAction.TERMINATE, "0123456789abcdef0123456789abcdef");

        assertThat(Alerts.after(18).of(List.of(alert)).links().get(1).url())
                .endsWith(
                        "/ecs/v2/clusters/blue/tasks/0123456789abcdef0123456789abcdef/configuration?region=eu-west-1");
    }

    @Test
    void instanceThatIsDrainedIsNotToBeDrained() {
        Alert.Warning active = Alerts.warning().status("ACTIVE").alert();

        assertThat(Alerts.after(18).of(List.of(active)).advice().toString()).contains("drain it now");
        assertThat(Alerts.after(18).of(List.of(active.draining("It is being drained."))))
                .satisfies(message -> assertThat(message.advice().toString()).doesNotContain("drain it now"))
                .satisfies(message -> assertThat(message.remarks()).containsExactly("It is being drained."));
    }
}
