package org.spotalert.pipeline.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.spotalert.local.Events;
import org.spotalert.model.Interruption;
import org.spotalert.model.InterruptionKind;
import org.spotalert.pipeline.intake.ReceivedEvent.Foreign;

class MessageReaderTest {

    private static final Instant NOW = Instant.parse("2026-11-20T08:16:00Z");

    private final Logger logger = (Logger) LoggerFactory.getLogger("org.spotalert.pipeline.intake");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final MessageReader reader = new MessageReader(
            new EventParser("us-east-1", Optional::empty, InterruptionKind.DEFAULTS), Clock.fixed(NOW, ZoneOffset.UTC));

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
    }

    @ParameterizedTest
    @CsvSource({
        "1795162543000, 2026-11-20T08:15:43Z",
        "soon, 2026-11-20T08:16:00Z",
        ", 2026-11-20T08:16:00Z",
        "-1, 2026-11-20T08:16:00Z",
        "9223372036854775807, 2026-11-20T08:16:00Z",
        "1795162599000, 2026-11-20T08:16:00Z"
    })
    void eventWithoutATimeIsAsOldAsItsMessageAndIsReported(String sentAt, Instant noticed) throws Exception {
        Interruption interruption = Parsers.only(reader.read(Events.text("no-time"), sentAt, "message-1"));

        assertThat(interruption.noticedAt()).isEqualTo(noticed);
        assertThat(log.list).singleElement().satisfies(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.WARN);
            assertThat(line.getKeyValuePairs().toString()).contains("message-1", interruption.resourceId());
        });
    }

    @Test
    void subscriptionIsAWarningWithoutItsTokenAndNobodysNotice() throws Exception {
        assertThat(reader.read(Events.text("subscription-confirmation"), null, "message-1"))
                .isInstanceOf(Foreign.class);
        assertThat(log.list).singleElement().satisfies(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.WARN);
            assertThat(line.getFormattedMessage()).contains("open SubscribeURL once");
            assertThat(line.getKeyValuePairs().toString())
                    .contains("arn:aws:sns:eu-west-1:123456789012:spot-events")
                    .doesNotContain("SECRETTOKEN");
        });
    }

    @Test
    void recoveryCheckIsReadAsItWasWritten() throws Exception {
        RecoveryCheck check =
                RecoveryCheck.at("123456789012/eu-west-1/i-1/interruption_warning", NOW.plusMillis(14_100), NOW);

        assertThat(check.delaySeconds()).isEqualTo(15);
        assertThat(reader.read(check.message(), null, null)).isEqualTo(check);
    }

    @ParameterizedTest
    @CsvSource({"{}", "{\"incident\":\"a b\"}", "{\"incident\":\"\"}", "{\"incident\":[1]}", "7"})
    void recoveryCheckWithoutAKeyIsRefused(String detail) {
        String body = "{\"detail-type\":\"Spot Interruption Recovery Check\",\"detail\":" + detail + "}";

        assertThatThrownBy(() -> reader.read(body, null, null)).isInstanceOf(UnreadableEventException.class);
    }

    @Test
    void partThatCannotBeUnderstoodIsReported() throws Exception {
        assertThat(reader.read(Events.text("lambda-records-several"), null, "message-1")
                        .interruptions())
                .hasSize(2);
        assertThat(log.list).singleElement().satisfies(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.ERROR);
            assertThat(line.getKeyValuePairs().toString()).contains("message-1", "is not JSON");
        });
    }
}
