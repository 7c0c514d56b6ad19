package org.spotalert.channels.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.junit5.GreenMailExtension;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.spotalert.channels.ChannelRoute;
import org.spotalert.channels.failure.Failures;
import org.spotalert.channels.message.Alerts;

/** The mails that the route sends, and to whom. */
class EmailRouteTest {

    private static final String HELLO = "example.com";

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    @RegisterExtension
    static final GreenMailExtension MAIL = new GreenMailExtension(
                    new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP))
            .withConfiguration(GreenMailConfiguration.aConfig().withUser("alerts", "correct horse"))
            .withPerMethodLifecycle(true);

    @Test
    void sendsHtmlWithPlainTextAndThreadHeaders() throws Exception {
        try (ChannelRoute route = route("correct horse", SmtpProperties.Tls.NONE, "")) {
            Exchange result =
                    route.send(Alerts.warning().name("<b>bold</b> & \"quoted\"").alert());
            assertThat(result.getException()).isNull();
        }

        MimeMessage mail = MAIL.getReceivedMessages()[0];
        assertThat(mail.getSubject()).isEqualTo("[Spot ☁] WARNING orders 3 of 4 left - Spot reclaim in blue 08:17 UTC");
        assertThat(mail.getHeader("Subject", null)).startsWith("=?UTF-8?").isASCII();
        assertThat(mail.getFrom()).containsExactly(new InternetAddress("alerts@example.com"));
        assertThat(mail.getRecipients(Message.RecipientType.TO))
                .containsExactly(new InternetAddress("a@example.com"), new InternetAddress("b@example.com"));
        assertThat(mail.getRecipients(Message.RecipientType.CC)).containsExactly(new InternetAddress("c@example.com"));
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(mail.getHeader("X-Auto-Response-Suppress")).containsExactly("All");
        assertThat(mail.getHeader("X-Queue-Header")).isNull();
        assertThat(mail.getHeader("References"))
                .containsExactly("<spot.210987654321.eu-west-1." + Alerts.ID + "@example.com>");
        assertThat(mail.getHeader("In-Reply-To")).isEqualTo(mail.getHeader("References"));
        assertThat(mail.getMessageID()).endsWith("@example.com>").isNotEqualTo(mail.getHeader("References")[0]);

        assertThat(mail.getContentType()).startsWith("multipart/alternative");
        MimeMultipart parts = (MimeMultipart) mail.getContent();
        assertThat(parts.getCount()).isEqualTo(2);
        assertThat(parts.getBodyPart(0).getContentType())
                .startsWith("text/plain")
                .containsIgnoringCase("utf-8");
        assertThat((String) parts.getBodyPart(0).getContent()).contains("<b>bold</b> & \"quoted\"");
        assertThat(parts.getBodyPart(1).getContentType())
                .startsWith("text/html")
                .containsIgnoringCase("utf-8");
        assertThat((String) parts.getBodyPart(1).getContent())
                .contains("&lt;b&gt;bold&lt;/b&gt; &amp; &quot;quoted&quot;")
                .doesNotContain("<b>bold")
                .contains("https://console.aws.amazon.com/ec2/home?region=eu-west-1#InstanceDetails:instanceId=");
    }

    @Test
    void usesTheFixedSubjectAndNeedsNoCopyRecipients() throws Exception {
        try (ChannelRoute route = route("correct horse", SmtpProperties.Tls.NONE, "Spot\r\nBcc: evil@example.com")) {
            assertThat(route.send(Alerts.warning().alert()).getException()).isNull();
        }

        MimeMessage mail = MAIL.getReceivedMessages()[0];
        assertThat(mail.getSubject()).isEqualTo("[Spot ☁] Spot Bcc: evil@example.com");
        assertThat(mail.getHeader("Bcc")).isNull();
    }

    @Test
    void refusesToSendInClearWhenTheUpgradeIsRequired() throws Exception {
        try (ChannelRoute route = route("correct horse", SmtpProperties.Tls.STARTTLS, "")) {
            Exchange result = route.send(Alerts.warning().alert());

            assertThat(result.getException()).hasMessageContaining("STARTTLS");
        }
        assertThat(MAIL.getReceivedMessages()).isEmpty();
    }

    @Test
    void doesNotRepeatRefusedLogin() throws Exception {
        try (ChannelRoute route = route("wrong", SmtpProperties.Tls.NONE, "")) {
            Exchange result = route.send(Alerts.warning().alert());

            assertThat(new Failures(Clock.systemUTC(), List::of, () -> false).describe(result.getException()))
                    .isEqualTo("SMTP login refused: 5.7.8 Authentication credentials invalid");
            assertThat(result.getMessage().getHeader(Exchange.REDELIVERY_COUNTER, 0, Integer.class))
                    .isZero();
        }
    }

    @Test
    void sendsOneMailForAllAlerts() throws Exception {
        try (ChannelRoute route = route("correct horse", SmtpProperties.Tls.NONE, "")) {
            assertThat(route.send(Alerts.storm(500)).getException()).isNull();
            assertThat(route.send(Alerts.storm(500)).getException()).isNull();
        }

        MimeMessage[] mails = MAIL.getReceivedMessages();
        // Each of the three recipients has two copies of one mail.
        assertThat(mails).hasSize(6);
        assertThat(mails)
                .extracting(MimeMessage::getMessageID)
                .containsOnly(mails[0].getMessageID())
                .doesNotContain(mails[0].getHeader("References", null));
        assertThat(mails[0].getSubject()).contains("500 Spot Instances").hasSizeLessThanOrEqualTo(200);
        assertThat(mails[0].getHeader("References", null))
                .startsWith("<spot.digest.")
                .endsWith("@example.com>");
        MimeMultipart parts = (MimeMultipart) mails[0].getContent();
        assertThat((String) parts.getBodyPart(0).getContent()).contains(Alerts.id(499), "500 Spot Instances");
        assertThat((String) parts.getBodyPart(1).getContent()).contains(Alerts.id(499), "500 Spot Instances");
    }

    @Test
    void mailsBeyondTheRateWaitForTheirTurn() throws Exception {
        try (ChannelRoute route = route(
                MAIL.getSmtp().getPort(),
                "correct horse",
                SmtpProperties.Tls.NONE,
                "fixed",
                Map.of("spot.channel.email.messages-per-minute", "1"))) {
            assertThat(route.send(Alerts.warning().alert()).getException()).isNull();
            int sent = MAIL.getReceivedMessages().length;

            CompletableFuture<Exchange> waiting = CompletableFuture.supplyAsync(
                    () -> route.send(Alerts.warning().alert()));

            await().during(Duration.ofSeconds(1))
                    .until(() -> !waiting.isDone() && MAIL.getReceivedMessages().length == sent);
        }
    }

    @Test
    void refusesServersWhoseCertificateNobodyVouchesFor() throws Exception {
        GreenMail invented = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS));
        invented.start();
        int port = invented.getSmtps().getPort();
        try (ChannelRoute route = route(port, "correct horse", SmtpProperties.Tls.TLS, "fixed")) {
            Exchange result = route.send(Alerts.warning().alert());

            assertThat(new Failures(Clock.systemUTC(), List::of, () -> false).describe(result.getException()))
                    .startsWith("TLS failed");
            assertThat(new Failures(Clock.systemUTC(), List::of, () -> false).isTransient(result.getException()))
                    .isFalse();
            assertThat(invented.getReceivedMessages()).isEmpty();
        } finally {
            invented.stop();
        }
    }

    @Test
    void furtherListHasRecipientsOfItsOwn(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("email-payments.camel.yaml"), """
                - templatedRoute:
                    routeTemplateRef: email
                    routeId: channel-email-payments
                    parameters:
                      - name: channel
                        value: email-payments
                """);
        int port = MAIL.getSmtp().getPort();
        Map<String, String> settings = Map.of(
                "spot.channel.email.host", "127.0.0.1",
                "spot.channel.email.port", Integer.toString(port),
                "spot.channel.email.from", "alerts@example.com",
                "spot.channel.email-payments.to", "payments@example.com");
        SmtpProperties properties =
                new SmtpProperties("127.0.0.1", port, SmtpProperties.Tls.NONE, HELLO, true, TIMEOUT, TIMEOUT);
        try (ChannelRoute route = new ChannelRoute(
                "email-payments", "file:" + file, settings, EmailParts.beans(properties, "correct horse", ""))) {
            assertThat(route.send(Alerts.warning().alert()).getException()).isNull();
        }

        assertThat(MAIL.getReceivedMessages())
                .singleElement()
                .satisfies(mail -> assertThat(mail.getAllRecipients())
                        .containsExactly(new InternetAddress("payments@example.com")));
    }

    @Test
    void unseenRecipientsHaveTheMailAndAreNotNamedInIt() throws Exception {
        int port = MAIL.getSmtp().getPort();
        Map<String, String> unseen = Map.of("spot.channel.email.bcc", "d@example.com");
        try (ChannelRoute route = route(port, "correct horse", SmtpProperties.Tls.NONE, "", unseen)) {
            assertThat(route.send(Alerts.warning().alert()).getException()).isNull();
        }

        assertThat(MAIL.getReceivedMessages())
                .hasSize(4)
                .allSatisfy(mail -> assertThat(mail.getHeader("Bcc")).isNull());
    }

    @Test
    void newPasswordIsUsedForTheNextMail() throws Exception {
        int port = MAIL.getSmtp().getPort();
        AtomicReference<String> password = new AtomicReference<>("old");
        Map<String, Object> beans = new HashMap<>(EmailParts.beans(
                new SmtpProperties("127.0.0.1", port, SmtpProperties.Tls.NONE, HELLO, true, TIMEOUT, TIMEOUT), "", ""));
        beans.put(
                "smtpAuthenticator",
                EmailBeans.authenticator(() -> EmailBeans.login("alerts", String.valueOf(password.get()))));
        Map<String, String> settings = Map.of(
                "spot.channel.email.host", "127.0.0.1",
                "spot.channel.email.port", Integer.toString(port),
                "spot.channel.email.from", "alerts@example.com",
                "spot.channel.email.to", "a@example.com");
        try (ChannelRoute route = new ChannelRoute("email", settings, beans)) {
            assertThat(route.send(Alerts.warning().alert()).getException()).isNotNull();

            password.set("correct horse");
            assertThat(route.send(Alerts.warning().alert()).getException()).isNull();
        }
        assertThat(MAIL.getReceivedMessages()).hasSize(1);
    }

    private static ChannelRoute route(String password, SmtpProperties.Tls tls, String subject) throws Exception {
        return route(MAIL.getSmtp().getPort(), password, tls, subject);
    }

    private static ChannelRoute route(int port, String password, SmtpProperties.Tls tls, String subject)
            throws Exception {
        return route(port, password, tls, subject, Map.of());
    }

    private static ChannelRoute route(
            int port, String password, SmtpProperties.Tls tls, String subject, Map<String, String> more)
            throws Exception {
        SmtpProperties properties = new SmtpProperties("127.0.0.1", port, tls, HELLO, true, TIMEOUT, TIMEOUT);
        Map<String, String> settings = new HashMap<>(Map.of(
                "spot.channel.email.host", "127.0.0.1",
                "spot.channel.email.port", Integer.toString(port),
                "spot.channel.email.from", "alerts@example.com",
                "spot.channel.email.to", "a@example.com, b@example.com",
                "spot.channel.email.cc", subject.isEmpty() ? "c@example.com" : ""));
        settings.putAll(more);
        return new ChannelRoute("email", settings, EmailParts.beans(properties, password, subject));
    }
}
