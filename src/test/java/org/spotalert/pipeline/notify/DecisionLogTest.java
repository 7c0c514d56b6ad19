package org.spotalert.pipeline.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.spotalert.model.Alert;
import org.spotalert.model.Failure;
import org.spotalert.model.FailureReason;
import org.spotalert.pipeline.intake.UndeliveredException;
import org.spotalert.pipeline.notify.deliveries.DeliveryLog.Partition;

class DecisionLogTest {

    private static final Alert ONE = Sent.alert("i-00000000000000001");
    private static final Alert OTHER = Sent.alert("i-00000000000000002");

    private final DecisionLog log = new DecisionLog(
            Clock.systemUTC(),
            Duration.ofSeconds(15),
            new AlertMetrics(
                    false, new DeliveryMeters(SimpleMeterRegistry::new, Clock.systemUTC()), Clock.systemUTC()));

    private static Delivery to(String channel) {
        return Delivery.of(channel, "direct:" + channel, "email", List.of(ONE, OTHER));
    }

    private void delivered(Delivery... deliveries) throws UndeliveredException {
        log.delivered(new DeliveryReport(List.of(ONE, OTHER), List.of(deliveries)));
    }

    @Test
    void everyChannelThatHasItsAlertsIsFine() throws UndeliveredException {
        delivered(
                to("chat").sent(),
                to("sns").withPartition(new Partition(List.of(), List.of(ONE, OTHER), List.of())),
                to("slack")
                        .failed(new Failure(FailureReason.REFUSED, "HTTP 404 Not Found"))
                        .sentBy(to("email").sent()));
    }

    @Test
    void onlyTheMessagesWhoseAlertsAreMissingComeBack() {
        Delivery half = to("chat").withPartition(new Partition(List.of(OTHER), List.of(ONE), List.of()));

        assertThatThrownBy(() -> delivered(
                        half.failed(new Failure(FailureReason.REFUSED, "HTTP 503 Service Unavailable")),
                        to("sns").sent()))
                .asInstanceOf(type(UndeliveredException.class))
                .satisfies(undelivered -> {
                    assertThat(undelivered).hasMessage("chat: HTTP 503 Service Unavailable");
                    assertThat(undelivered.failureOf(ONE.impact().interruption()))
                            .isNull();
                    assertThat(undelivered.failureOf(OTHER.impact().interruption()))
                            .hasMessage("chat: HTTP 503 Service Unavailable");
                });
    }

    @Test
    void alertThatSomebodyElseIsSendingIsNotCountedAsSent() {
        Delivery busy = to("chat").withPartition(new Partition(List.of(OTHER), List.of(), List.of(ONE)));

        assertThatThrownBy(() -> delivered(busy.sent()))
                .asInstanceOf(type(UndeliveredException.class))
                .satisfies(undelivered -> assertThat(
                                undelivered.failureOf(ONE.impact().interruption()))
                        .hasMessageContaining("still being sent"));
    }

    @Test
    void duplicatesOfAnInterruptionShareItsOutcome() {
        assertThatThrownBy(() -> delivered(to("chat").failed(new Failure(FailureReason.REFUSED, "timed out"))))
                .asInstanceOf(type(UndeliveredException.class))
                .satisfies(undelivered -> assertThat(undelivered.failureOf(
                                Sent.duplicateOf(ONE).impact().interruption()))
                        .hasMessage("chat: timed out"));
    }

    @Test
    void alertThatNoChannelWantsIsAnErrorInTheLogAndDoesNotComeBack() throws UndeliveredException {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger("org.spotalert.decision");
        lines.start();
        logger.addAppender(lines);
        try {
            delivered(
                    Delivery.of("sns", "direct:sns", null, List.of()).without(List.of(ONE, OTHER)),
                    Delivery.of("chat", "direct:chat", null, List.of(OTHER))
                            .without(List.of(ONE))
                            .sent());
        } finally {
            logger.detachAppender(lines);
        }

        assertThat(lines.list)
                .extracting(ILoggingEvent::getLevel, line -> line.getMessage().replaceFirst(",.*", ""))
                .containsExactly(tuple(Level.ERROR, "no channel wants this alert"), tuple(Level.INFO, "alert sent"));
        assertThat(lines.list.get(1).getKeyValuePairs())
                .anySatisfy(pair -> assertThat(pair).hasToString("notWanted=\"[sns]\""));
    }

    @Test
    void whatIsNotKnownIsNotLogged() throws UndeliveredException {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger("org.spotalert.decision");
        lines.start();
        logger.addAppender(lines);
        try {
            delivered(to("sns").sent());
        } finally {
            logger.detachAppender(lines);
        }

        assertThat(lines.list)
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.getKeyValuePairs())
                        .noneMatch(pair -> pair.value == null)
                        .noneMatch(pair -> pair.key.equals("cluster")));
    }
}
