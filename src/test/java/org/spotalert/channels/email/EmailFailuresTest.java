package org.spotalert.channels.email;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.spotalert.channels.ChannelRoute;
import org.spotalert.channels.failure.Failures;
import org.spotalert.channels.message.Alerts;
import org.spotalert.local.FreePort;
import org.spotalert.local.StuckMailServer;

/** Mail servers that refuse, are slow or are not there: who has the mail, and how often it is tried. */
class EmailFailuresTest {

    private static final String HELLO = "example.com";

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    @ParameterizedTest
    @ValueSource(ints = {550, 450})
    void refusedRecipientKeepsTheMailFromNobodyElse(int code) throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger(PartialMail.class);
        logger.addAppender(log);
        try (RefusingSmtpServer server = new RefusingSmtpServer().refuse("b@example.com", code + " no such person");
                ChannelRoute route = refusing(server)) {
            Exchange result = route.send(Alerts.warning().alert());

            assertThat(result.getException()).isNull();
            assertThat(server.mails()).containsExactly(List.of("a@example.com", "c@example.com"));
        } finally {
            logger.detachAppender(log);
        }
        assertThat(log.list).singleElement().satisfies(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.WARN);
            assertThat(line.getKeyValuePairs())
                    .hasToString("[channel=\"email\", refused=\"[b@example.com (SMTP " + code + ")]\"]");
        });
    }

    @Test
    void mailThatNobodyHasIsTriedAgainForWhoMayYetGetIt() throws Exception {
        try (RefusingSmtpServer server = new RefusingSmtpServer()
                        .refuse("a@example.com", "550 no such person")
                        .refuse("b@example.com", "450 come back later")
                        .refuse("c@example.com", "550 no such person");
                ChannelRoute route = refusing(server)) {
            Exchange result = route.send(Alerts.warning().alert());

            assertThat(new Failures(Clock.systemUTC(), List::of, () -> false).describe(result.getException()))
                    .isEqualTo("SMTP 450 not now: come back later");
            assertThat(server.asked("b@example.com")).isEqualTo(4);
        }
    }

    @Test
    void mailThatIsRefusedAsAWholeIsNoDelivery() throws Exception {
        try (RefusingSmtpServer server = new RefusingSmtpServer()
                        .refuse("b@example.com", "450 come back later")
                        .refuse("DATA", "554 not from you");
                ChannelRoute route = refusing(server)) {
            Exchange result = route.send(Alerts.warning().alert());

            assertThat(new Failures(Clock.systemUTC(), List::of, () -> false).describe(result.getException()))
                    .isEqualTo("SMTP 554 refused: not from you");
            assertThat(server.asked("a@example.com")).isEqualTo(1);
        }
    }

    private static ChannelRoute refusing(RefusingSmtpServer server) throws Exception {
        SmtpProperties properties =
                new SmtpProperties("127.0.0.1", server.port(), SmtpProperties.Tls.NONE, HELLO, false, TIMEOUT, TIMEOUT);
        Map<String, String> settings = Map.of(
                "spot.channel.email.host", "127.0.0.1",
                "spot.channel.email.port", Integer.toString(server.port()),
                "spot.channel.email.from", "alerts@example.com",
                "spot.channel.email.to", "a@example.com, b@example.com, c@example.com");
        return new ChannelRoute("email", settings, EmailParts.beans(properties, "", "fixed"));
    }

    @Test
    void mailThatIsTakenSlowlyIsSentOnce() throws Exception {
        try (SlowMailServer server = new SlowMailServer()) {
            SmtpProperties properties = new SmtpProperties(
                    "127.0.0.1", server.port(), SmtpProperties.Tls.NONE, HELLO, false, TIMEOUT, Duration.ofSeconds(2));
            try (ChannelRoute route = route(properties)) {
                Exchange result = route.send(Alerts.warning().alert());

                assertThat(new Failures(Clock.systemUTC(), List::of, () -> false).describe(result.getException()))
                        .startsWith("timed out waiting for the answer");
            }
            assertThat(server.mails()).isEqualTo(1);
        }
    }

    @Test
    void mailEndsAsAWholeWhateverTheServerGoesOnToSay() throws Exception {
        try (StuckMailServer server = new StuckMailServer()) {
            SmtpProperties properties = new SmtpProperties(
                    "127.0.0.1",
                    server.port(),
                    SmtpProperties.Tls.NONE,
                    HELLO,
                    false,
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1));
            try (ChannelRoute route = route(properties)) {
                long start = System.nanoTime();
                Exchange result = route.send(Alerts.warning().alert());

                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
                assertThat(new Failures(Clock.systemUTC(), List::of, () -> false).describe(result.getException()))
                        .startsWith("timed out waiting for the answer");
            }
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void serverThatIsNotThereIsTriedAgain() throws Exception {
        int closed = FreePort.find();
        SmtpProperties properties =
                new SmtpProperties("127.0.0.1", closed, SmtpProperties.Tls.NONE, HELLO, false, TIMEOUT, TIMEOUT);
        try (ChannelRoute route = route(properties)) {
            Exchange result = route.send(Alerts.warning().alert());

            assertThat(new Failures(Clock.systemUTC(), List::of, () -> false).describe(result.getException()))
                    .isEqualTo("connection refused");
            assertThat(result.getMessage().getHeader(Exchange.REDELIVERY_COUNTER, 0, Integer.class))
                    .isEqualTo(3);
        }
    }

    private static ChannelRoute route(SmtpProperties properties) throws Exception {
        Map<String, String> settings = Map.of(
                "spot.channel.email.host",
                properties.host(),
                "spot.channel.email.port",
                Integer.toString(properties.port()),
                "spot.channel.email.from",
                "alerts@example.com",
                "spot.channel.email.to",
                "a@example.com");
        return new ChannelRoute(
                "email",
                settings,
                Map.of(
                        "emailHeaders", new EmailHeaders("alerts@example.com", "", ""),
                        "smtpAuthenticator", EmailBeans.authenticator(() -> EmailBeans.login("", "")),
                        "smtpProperties", properties.toProperties()));
    }
}
