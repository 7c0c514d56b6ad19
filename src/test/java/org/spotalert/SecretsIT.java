package org.spotalert;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spotalert.local.AppProcess;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.AwsWorld.Member;
import org.spotalert.local.Events;
import org.spotalert.local.FreePort;
import org.spotalert.local.MotoServer;
import org.spotalert.platform.management.Login;

/** The real jar as a process, talkative, with every channel failing: nothing it says anywhere holds a secret. */
class SecretsIT {

    private static final Login LOGIN = new Login("admin", "geheimmanagement");

    private static final List<String> SECRETS = List.of(
            "geheimaws",
            "geheimmanagement",
            "geheimkey",
            "geheimtoken",
            "geheimpassword",
            "geheimsession",
            "geheimproxy",
            "c3BvdDpnZWhlaW1wcm94eQ",
            "GEHEIMSLACK",
            "GEHEIMTELEGRAM",
            "GEHEIMAGENT",
            "GEHEIMSIGN",
            "GEHEIM01",
            "R0VIRUlN",
            "geheimrenewed");

    @Test
    void noSecretLeavesTheProcessAndSigtermEndsItWell(@TempDir Path directory) throws Exception {
        WireMockServer chat = new WireMockServer(wireMockConfig().dynamicPort());
        chat.start();
        chat.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(403).withBody("no")));
        // Nothing is known of the alert, so that both try to open a record of it, which fails.
        chat.stubFor(post("/rest/api/3/search/jql").willReturn(okJson("{\"issues\":[]}")));
        chat.stubFor(get(urlPathEqualTo("/api/now/table/incident")).willReturn(okJson("{\"result\":[]}")));
        try (MotoServer moto = MotoServer.start();
                AwsWorld aws = new AwsWorld(moto.endpoint())) {
            aws.queue("spot", 5);
            aws.cluster("blue");
            sources(aws, chat, directory);
            Member member = aws.members("blue", 1).get(0);
            aws.tasks(member, "family:web", 1);
            try (AppProcess program =
                    AppProcess.start(settings(moto, chat, directory), directory.resolve("program.log"))) {
                program.awaitReady();
                aws.send("spot", Events.now("interruption-warning-terminate", member.instanceId()));
                await("failure")
                        .atMost(Duration.ofMinutes(2))
                        .until(() -> program.output().contains("alert not delivered everywhere"));

                // Each is refused or cannot be read, which is said.
                aws.secret("spot", "{\"SLACK_WEBHOOK_URL\":\"ftp://geheimrenewed/\"}");
                Files.writeString(directory.resolve("input.json"), "{\"geheimrenewed\": \"geheimrenewed");
                Files.delete(directory.resolve("smtp"));
                program.hangUp();
                await("refusal")
                        .atMost(Duration.ofMinutes(2))
                        .untilAsserted(() -> assertThat(program.output())
                                .contains("a new secret is not used", "it is not JSON", "there is no file"));

                String said = said(program);
                int exit = program.terminate();

                assertThat(said).contains("google-chat", "DEBUG", "HeapMemoryUsage");
                for (String refused : List.of("/v2/enqueue", "/rest/api/3/issue", "/api/now/table/incident")) {
                    chat.verify(postRequestedFor(urlEqualTo(refused)));
                }
                assertThat(leaks(said)).isEmpty();
                assertThat(leaks(program.output())).isEmpty();
                assertThat(exit).isZero();
            }
        } finally {
            chat.stop();
        }
    }

    /** The text around every secret that was said. */
    private static List<String> leaks(String said) {
        return SECRETS.stream()
                .filter(said::contains)
                .map(secret ->
                        said.substring(Math.max(0, said.indexOf(secret) - 300), said.indexOf(secret) + secret.length()))
                .toList();
    }

    private static String said(AppProcess program) throws Exception {
        StringBuilder said = new StringBuilder(program.output());
        for (String path : List.of(
                "/observe/health",
                "/observe/health?data=true",
                "/observe/metrics",
                "/observe/jolokia/list",
                "/observe/jolokia/read/java.lang:type=Memory",
                "/observe/jolokia/read/java.lang:type=Runtime",
                "/observe/jolokia/read/org.apache.camel:type=context,*",
                "/observe/jolokia/read/org.apache.camel:type=components,*",
                "/observe/jolokia/read/org.apache.camel:type=endpoints,*",
                "/observe/jolokia/read/org.apache.camel:type=processors,*",
                "/observe/jolokia/read/org.apache.camel:type=services,*",
                "/observe/jolokia/read/org.apache.camel:type=routes,*")) {
            said.append(program.get(path, LOGIN.authorization())).append('\n');
        }
        return said.toString();
    }

    /** A secret or more in each place that settings may have. */
    private static void sources(AwsWorld aws, WireMockServer chat, Path directory) throws IOException {
        Files.writeString(
                directory.resolve("input.json"),
                "{\"smtpCredentials\":{\"username\":\"user\"},"
                        + "\"awsCredentials\":{\"secret_access_key\":\"geheimaws\",\"session_token\":\"geheimsession\"}}");
        Files.writeString(directory.resolve("smtp"), "geheimpassword\n");
        aws.parameter("/spot/PAGERDUTY_ROUTING_KEY", "GEHEIM01234567890123456789abcdef");
        aws.parameter("/spot/spot.channel.jira.token", "GEHEIM01");
        aws.secret(
                "spot",
                "{\"SLACK_WEBHOOK_URL\":\"http://127.0.0.1:" + chat.port()
                        + "/services/T0/B0/GEHEIMSLACK\",\"WEBHOOK_SECRET\":" + "\"whsec_GEHEIMSIGN" + "A".repeat(30)
                        + "\"}");
    }

    private static Map<String, String> settings(MotoServer moto, WireMockServer chat, Path directory) {
        Map<String, String> settings = new HashMap<>();
        Stream.of(
                        "SPOT_QUEUE=spot",
                        "SPOT_LOG_LEVEL=DEBUG",
                        "SPOT_MANAGEMENT_PASSWORD=" + LOGIN.password(),
                        "AWS_ENDPOINT_URL=" + moto.endpoint(),
                        "AWS_REGION=" + AwsWorld.REGION,
                        "AWS_ACCESS_KEY_ID=local",
                        "AWS_SECRET_ACCESS_KEY=geheimaws",
                        "AWS_SESSION_TOKEN=geheimsession",
                        "ENABLE_SNS=true",
                        "SNS_TOPIC_ARN=arn:aws:sns:eu-west-1:123456789012:missing",
                        "ENABLE_CHAT=true",
                        "GOOGLE_CHAT_WEBHOOK=http://127.0.0.1:" + chat.port()
                                + "/v1/spaces/GEHEIM/messages?key=geheimkey&token=geheimtoken",
                        "ENABLE_SLACK=true",
                        "ENABLE_TELEGRAM=true",
                        "TELEGRAM_WEBHOOK_URL=http://127.0.0.1:" + chat.port()
                                + "/bot123456:GEHEIMTELEGRAM/sendMessage?chat_id=-100200",
                        "ENABLE_DEVOPS_AGENT=true",
                        "DEVOPS_AGENT_WEBHOOK_URL=http://127.0.0.1:" + chat.port() + "/webhook/generic/1",
                        "DEVOPS_AGENT_SECRET=GEHEIMAGENT",
                        "ENABLE_WEBHOOK=true",
                        "WEBHOOK_URL=http://127.0.0.1:" + chat.port() + "/own",
                        "WEBHOOK_ALLOWED_HOSTS=127.0.0.1:" + chat.port(),
                        "HTTPS_PROXY=http://spot:geheimproxy@127.0.0.1:1",
                        "ENABLE_PAGERDUTY=true",
                        "SPOT_CHANNEL_PAGERDUTY_URL=http://127.0.0.1:" + chat.port() + "/v2/enqueue",
                        "ENABLE_JIRA=true",
                        "JIRA_URL=http://127.0.0.1:" + chat.port(),
                        "JIRA_USERNAME=me@example.org",
                        "JIRA_PROJECT=OPS",
                        "ENABLE_SERVICENOW=true",
                        "SERVICENOW_URL=http://127.0.0.1:" + chat.port(),
                        "SERVICENOW_USERNAME=spot1",
                        "SERVICENOW_PASSWORD=GEHEIM01",
                        "ENABLE_EMAIL=true",
                        "SMTP_HOST=127.0.0.1",
                        "SMTP_PORT=" + FreePort.find(),
                        "SPOT_CONFIG=file:" + directory.resolve("input.json") + ",ssm:/spot,secretsmanager:spot",
                        "SMTP_PASSWORD_FILE=" + directory.resolve("smtp"),
                        "EMAIL_FROM=spot@example.org",
                        "EMAIL_TO=on-call@example.org")
                .forEach(setting -> settings.put(
                        setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1)));
        return settings;
    }
}
