package org.spotalert.channels.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spotalert.model.AffectedService;
import org.spotalert.model.Ownership;

/** A task that gets longer to stop than AWS gives is killed. */
class StopTimeoutTest {

    private static AffectedService stopping(@Nullable Integer seconds) {
        AffectedService service = Alerts.service("orders", 3, 100);
        return new AffectedService(
                service.name(),
                service.cluster(),
                service.tasksOnInstance(),
                service.runningOnInstance(),
                service.status(),
                Ownership.NONE,
                seconds);
    }

    private static String why(AlertMessage message) {
        return message.services().get(0).why();
    }

    @ParameterizedTest
    @CsvSource({",''", "30,''", "120,''", "121,'tasks will be killed: stop timeout 121 s, 120 s of notice'"})
    void isSaidWhereTheNoticeIsShorter(@Nullable Integer seconds, String expected) {
        assertThat(why(Alerts.warning().services(stopping(seconds)).message())).isEqualTo(expected);
    }

    @Test
    void isNotSaidWhereNoTimeIsAnnounced() {
        assertThat(why(Alerts.after(18)
                        .of(List.of(Alerts.rebalance().services(stopping(300)).alert()))))
                .isEmpty();
    }

    /** ECS begins to stop the tasks with the notice, not with the alert. */
    @Test
    void countsFromTheNotice() {
        assertThat(why(Alerts.after(100)
                        .of(List.of(Alerts.warning().services(stopping(121)).alert()))))
                .contains("120 s of notice");
    }
}
