package org.spotalert.pipeline.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.spotalert.channels.message.Alerts;
import org.spotalert.pipeline.intake.LateNotices.NotYetException;

class LateNoticesTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final LateNotices turns = new LateNotices(3, Duration.ofSeconds(10), Clock.systemUTC(), now::get);

    private long seconds(int receives) {
        NotYetException later = catchThrowableOfType(
                NotYetException.class,
                () -> turns.reschedule(List.of(Alerts.warning().alert().impact().interruption())));
        return later.delay(receives).toSeconds();
    }

    @Test
    void asManyComeBackAtATimeAsThereIsRoomFor() {
        assertThat(List.of(seconds(1), seconds(1), seconds(1), seconds(1), seconds(1), seconds(1), seconds(1)))
                .containsExactly(10L, 10L, 10L, 20L, 20L, 20L, 30L);
    }

    @Test
    void turnsDoNotMoveWithTime() {
        seconds(1);
        now.addAndGet(Duration.ofSeconds(4).toNanos());

        assertThat(List.of(seconds(1), seconds(1), seconds(1))).containsExactly(6L, 6L, 16L);
    }

    @Test
    void turnsBeginAnewWhenTheLastIsOver() {
        seconds(1);
        now.addAndGet(Duration.ofMinutes(1).toNanos());

        assertThat(seconds(1)).isEqualTo(10);
    }

    @Test
    void whatFindsNoRoomAgainComesBackLater() {
        assertThat(List.of(seconds(2), seconds(3))).containsExactly(20L, 30L);
    }
}
