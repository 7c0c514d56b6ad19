package org.spotalert.channels.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spotalert.channels.googlechat.GoogleChat;
import org.spotalert.channels.template.Rendered;
import org.spotalert.model.Alert;
import org.spotalert.model.InstanceAction;
import org.spotalert.model.InterruptionKind;
import org.spotalert.model.Samples;

/** What a change that AWS has scheduled reads like. */
class ScheduledTextTest {

    private static final Instant START = Instant.parse("2026-12-05T15:10:09Z");
    private static final long PAST = 16 * 86_400;

    private static Alert scheduled(String id, InstanceAction action, @Nullable Instant start) {
        return Alerts.with(
                Alerts.warning()
                        .status("ACTIVE")
                        .services(Alerts.service("orders", 1, 100))
                        .alert(),
                Samples.notice()
                        .kind(InterruptionKind.SCHEDULED_CHANGE)
                        .id(id)
                        .action(action)
                        .terminatesAt(start)
                        .interruption());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            RETIRE    | retirement  | AWS retires the instance on 2026-12-05 15:10:09 UTC.
            REBOOT    | reboot      | AWS reboots the instance on 2026-12-05 15:10:09 UTC.
            STOP      | stop        | AWS stops the instance on 2026-12-05 15:10:09 UTC.
            TERMINATE | termination | AWS terminates the instance on 2026-12-05 15:10:09 UTC.
            UNKNOWN   | maintenance | AWS has scheduled maintenance of the instance on 2026-12-05
            """)
    void headlineSaysWhatHappensAndWhen(InstanceAction action, String headline, String happened) {
        AlertMessage message = Alerts.after(5_000).of(List.of(scheduled("i-1", action, START)));

        assertThat(message.headline())
                .isEqualTo("INFO orders would be down - EC2 " + headline + " by AWS in blue 2026-12-05 15:10 UTC");
        assertThat(message.happened()).startsWith(happened);
        assertThat(message.time().label()).isEqualTo("Planned time");
        assertThat(message.time().text()).isEqualTo("15 d 5 h left");
        assertThat(message.time().late()).isFalse();
        assertThat(message.advice().get(0)).startsWith("There is time until then: drain the instance");
        assertThat(message.advice().toString()).doesNotContain("drain it now");
        assertThat(message.noun()).isEqualTo("EC2 instances");
    }

    @Test
    void whatIsSentAfterItsTimeIsLate() {
        AlertMessage message = Alerts.after(PAST).of(List.of(scheduled("i-1", InstanceAction.RETIRE, START)));

        assertThat(message.headline()).startsWith("LATE INFO orders would be down - EC2 retirement by AWS in blue");
        assertThat(message.happened()).isEqualTo("AWS was to retire the instance on 2026-12-05 15:10:09 UTC.");
        assertThat(message.time().text()).startsWith("planned time passed");
        assertThat(message.advice().get(0)).startsWith("The planned time has passed");
    }

    @Test
    void timeThatIsNotAnnouncedIsSaid() {
        AlertMessage message = Alerts.after(5_000).of(List.of(scheduled("i-1", InstanceAction.STOP, null)));

        assertThat(message.headline()).endsWith("EC2 stop by AWS in blue");
        assertThat(message.happened()).isEqualTo("AWS stops the instance; when is not announced.");
        assertThat(message.time().text()).isEqualTo("no planned time announced yet");
    }

    @Test
    void severalAreSentTogetherByWhatTheyShare() {
        Alert one = scheduled("i-1", InstanceAction.RETIRE, START);
        Alert same = scheduled("i-2", InstanceAction.RETIRE, START);
        Alert later = scheduled("i-3", InstanceAction.REBOOT, START.plusSeconds(86_400));

        AlertMessage alike = Alerts.after(18).of(List.of(one, same));
        assertThat(alike.headline()).endsWith("retirement by AWS of 2 EC2 instances in blue 2026-12-05 15:10 UTC");
        assertThat(alike.happened()).isEqualTo("AWS retires 2 instances on 2026-12-05 15:10:09 UTC.");

        AlertMessage different = Alerts.after(18).of(List.of(later, one, same));
        assertThat(different.headline())
                .endsWith("scheduled changes by AWS of 3 EC2 instances in blue from 2026-12-05 15:10 UTC");
        assertThat(different.happened())
                .isEqualTo("AWS has scheduled changes of 3 instances (2 retire, 1 reboot), the first on 2026-12-05"
                        + " 15:10:09 UTC.");
    }

    @Test
    void warningOfTheSameBatchComesFirst() {
        Alert warning = Alerts.about(9, Alerts.warning().alert());

        AlertMessage message = Alerts.after(18).of(List.of(scheduled("i-1", InstanceAction.RETIRE, START), warning));

        assertThat(message.headline())
                .isEqualTo(
                        "WARNING orders down - reclaim of 2 EC2 instances (1 scheduled for later) in blue from 08:17 UTC");
        assertThat(message.time().label()).isEqualTo("Reclaim time");
    }

    @Test
    void chatNamesThePlannedTime() {
        AlertMessage message = Alerts.after(18).of(List.of(scheduled("i-1", InstanceAction.RETIRE, START)));
        String chat =
                new GoogleChat().message(message, Rendered.markdown(message)).toString();

        assertThat(chat).contains("Planned time").doesNotContain("eclaim time");
    }
}
