package org.spotalert.pipeline.notify.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.spotalert.model.AlertKind;
import org.spotalert.model.DeliveryKey;
import org.spotalert.model.InstanceAction;
import org.spotalert.model.InterruptionKind;
import org.spotalert.model.Samples;

class DeliveryKeyTest {

    private static final Instant NOTICED = Instant.parse("2026-11-20T08:15:42Z");

    private static String key(InterruptionKind notice, InstanceAction action, Instant noticedAt, AlertKind kind) {
        return DeliveryKey.of(Samples.notice()
                        .kind(notice)
                        .action(action)
                        .noticedAt(noticedAt)
                        .alert(kind))
                .toString();
    }

    private static String warning(InstanceAction action, Instant noticedAt) {
        return key(InterruptionKind.INTERRUPTION_WARNING, action, noticedAt, AlertKind.WARNING);
    }

    @Test
    void namesAccountRegionInstanceAndKind() {
        assertThat(warning(InstanceAction.TERMINATE, NOTICED))
                .isEqualTo("210987654321/eu-west-1/i-0a1b2c3d4e5f60718/interruption_warning");
    }

    @Test
    void kindsOfNoticesAndOfAlertsDiffer() {
        assertThat(List.of(
                        warning(InstanceAction.TERMINATE, NOTICED),
                        key(
                                InterruptionKind.REBALANCE_RECOMMENDATION,
                                InstanceAction.UNKNOWN,
                                NOTICED,
                                AlertKind.WARNING),
                        key(
                                InterruptionKind.INTERRUPTION_WARNING,
                                InstanceAction.TERMINATE,
                                NOTICED,
                                AlertKind.RECOVERED)))
                .doesNotHaveDuplicates();
    }

    @Test
    void terminationHappensOnceWhateverItsNoticesSay() {
        assertThat(warning(InstanceAction.TERMINATE, NOTICED.plusSeconds(1)))
                .isEqualTo(warning(InstanceAction.TERMINATE, NOTICED));
    }

    @Test
    void scheduledChangeThatIsPostponedIsNews() {
        Instant start = Instant.parse("2026-12-05T15:10:09Z");

        assertThat(scheduled(NOTICED, start)).endsWith("/scheduled_change@2026-12-05T15:10:09Z");
        assertThat(scheduled(NOTICED.plusSeconds(3600), start)).isEqualTo(scheduled(NOTICED, start));
        assertThat(scheduled(NOTICED, start.plusSeconds(3600))).isNotEqualTo(scheduled(NOTICED, start));
    }

    private static String scheduled(Instant noticedAt, Instant start) {
        return DeliveryKey.of(
                        AlertKind.WARNING,
                        Samples.notice()
                                .kind(InterruptionKind.SCHEDULED_CHANGE)
                                .action(InstanceAction.RETIRE)
                                .noticedAt(noticedAt)
                                .terminatesAt(start)
                                .interruption())
                .toString();
    }

    @Test
    void stoppedInstanceCanBeInterruptedAgain() {
        assertThat(warning(InstanceAction.STOP, NOTICED.plusSeconds(3600)))
                .isNotEqualTo(warning(InstanceAction.STOP, NOTICED));
        assertThat(warning(InstanceAction.STOP, NOTICED)).isEqualTo(warning(InstanceAction.STOP, NOTICED));
    }
}
