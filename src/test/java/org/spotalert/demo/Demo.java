package org.spotalert.demo;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.spotalert.local.AppProcess;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.AwsWorld.Member;
import org.spotalert.local.FreePort;
import org.spotalert.local.MotoServer;
import org.spotalert.platform.management.Login;
import software.amazon.awssdk.services.sqs.model.Message;

/** Shows the program at work: a local AWS, a mail server and a webhook receiver, one Spot interruption, three alerts. */
public final class Demo {

    private static final Path OUTPUT = Path.of("target", "demo");
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final long started = System.nanoTime();
    private final ObjectMapper json = new ObjectMapper();

    /** Whether the program goes on, and a night is played. */
    private final boolean keep;

    private Demo(boolean keep) {
        this.keep = keep;
    }

    /** Runs the demo; with the argument {@code true} until somebody ends it. */
    public static void main(String[] arguments) throws Exception {
        new Demo(arguments.length > 0 && Boolean.parseBoolean(arguments[0])).run();
    }

    private void run() throws Exception {
        Files.createDirectories(OUTPUT);
        WireMockServer chat = new WireMockServer(wireMockConfig().dynamicPort());
        GreenMail mail = new GreenMail(new ServerSetup(FreePort.find(), "127.0.0.1", "smtp"));
        say("starting a local AWS (moto), a mail server and a webhook receiver");
        try (MotoServer moto = MotoServer.start();
                AwsWorld aws = new AwsWorld(moto.endpoint())) {
            chat.start();
            chat.stubFor(post(anyUrl()).willReturn(okJson("{}")));
            mail.start();
            Member member = furnish(aws);
            say("starting the program: java -jar target/spot-interruption-alerts.jar");
            Path log = OUTPUT.resolve("program.log");
            Map<String, String> settings = new HashMap<>(settings(moto, chat, mail, aws.topic("alerts")));
            Login login = new Login("admin", UUID.randomUUID().toString());
            if (keep) {
                settings.put("SPOT_MANAGEMENT_PASSWORD", login.password());
                settings.put("CAMEL_MANAGEMENT_HOST", "127.0.0.1");
                settings.put("SPOT_RECOVERY", "true");
            }
            try (AppProcess program = AppProcess.start(settings, log)) {
                program.awaitReady();
                say("ready; EC2 gives notice for " + member.instanceId() + ": EventBridge rule -> SQS");
                aws.putEvent(
                        "EC2 Spot Instance Interruption Warning",
                        member.instanceId(),
                        "{\"instance-id\":\"%s\",\"instance-action\":\"terminate\"}".formatted(member.instanceId()));
                show(aws, chat, mail);
                if (keep) {
                    new Night(moto, aws, chat, program, login, this::say).play();
                }
                int exit = program.terminate();
                say("the program stopped with exit code " + exit + "; its log is " + log);
                if (exit != 0) {
                    throw new IllegalStateException("the program did not stop cleanly:\n" + program.output());
                }
            }
        } finally {
            chat.stop();
            mail.stop();
        }
        say("done");
    }

    private Member furnish(AwsWorld aws) {
        say("making a cluster with services, a daemon, a standalone task and a Spot Instance that runs them");
        aws.queue("spot-interruptions", 5);
        aws.rule("spot-interruptions", "spot-interruptions");
        aws.cluster("production");
        aws.service("production", "checkout", 3);
        aws.service("production", "billing", 1);
        aws.daemon("production", "log-agent");
        Member member = aws.members("production", 3).get(1);
        aws.tasks(member, "service:checkout", 2);
        aws.tasks(member, "service:billing", 1);
        aws.tasks(member, "service:log-agent", 1);
        aws.tasks(member, "family:nightly-report", 1);
        return member;
    }

    private static Map<String, String> settings(MotoServer moto, WireMockServer chat, GreenMail mail, String topic) {
        return Map.ofEntries(
                Map.entry("AWS_ENDPOINT_URL", moto.endpoint().toString()),
                Map.entry("AWS_REGION", AwsWorld.REGION),
                Map.entry("AWS_ACCESS_KEY_ID", "demo"),
                Map.entry("AWS_SECRET_ACCESS_KEY", "demo"),
                Map.entry("SPOT_QUEUE", "spot-interruptions"),
                Map.entry("ENABLE_SNS", "true"),
                Map.entry("SNS_TOPIC_ARN", topic),
                Map.entry("ENABLE_CHAT", "true"),
                Map.entry(
                        "GOOGLE_CHAT_WEBHOOK",
                        "http://127.0.0.1:" + chat.port() + "/v1/spaces/DEMO/messages?key=demo&token=demo%3D"),
                Map.entry("WEBHOOK_ALLOWED_HOSTS", "127.0.0.1:" + chat.port()),
                Map.entry("ENABLE_EMAIL", "true"),
                Map.entry("SMTP_HOST", "127.0.0.1"),
                Map.entry("SMTP_PORT", String.valueOf(mail.getSmtp().getPort())),
                Map.entry("SMTP_TLS", "none"),
                Map.entry("EMAIL_FROM", "spot@example.org"),
                Map.entry("EMAIL_TO", "on-call@example.org"));
    }

    private void show(AwsWorld aws, WireMockServer chat, GreenMail mail) throws Exception {
        long sent = System.nanoTime();
        List<Message> published = new ArrayList<>();
        Awaitility.await("three alerts").atMost(TIMEOUT).until(() -> {
            published.addAll(aws.messages("alerts"));
            return !published.isEmpty() && !chat.getAllServeEvents().isEmpty() && mail.getReceivedMessages().length > 0;
        });
        say("three alerts arrived within %.1f s of the event".formatted((System.nanoTime() - sent) / 1e9));
        JsonNode message = json.readTree(published.get(0).body());
        title(
                "SNS: " + message.path("Subject").asText(),
                message.path("Message").asText());
        JsonNode card =
                json.readTree(chat.getAllServeEvents().get(0).getRequest().getBodyAsString());
        title(
                "Google Chat (what notifications show; the card is in card.json)",
                card.path("fallbackText").asText());
        MimeMultipart parts = (MimeMultipart) mail.getReceivedMessages()[0].getContent();
        title(
                "E-mail: " + mail.getReceivedMessages()[0].getSubject(),
                parts.getBodyPart(0).getContent().toString());
        write("mail.html", parts.getBodyPart(1).getContent().toString());
        write("card.json", json.writerWithDefaultPrettyPrinter().writeValueAsString(card.path("cardsV2")));
    }

    private void write(String name, String text) throws IOException {
        say("to open: " + Files.writeString(OUTPUT.resolve(name), text));
    }

    private static void title(String title, String text) {
        System.out.printf("%n----- %s%n%s%n", title, text.strip());
    }

    private void say(String text) {
        System.out.printf("%n[%5.1f s] %s%n", (System.nanoTime() - started) / 1e9, text);
    }
}
