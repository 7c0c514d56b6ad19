package org.spotalert.channels.json;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.spotalert.channels.ChannelRoute;
import org.spotalert.channels.failure.Failures;
import org.spotalert.channels.http.WebhookClient;
import org.spotalert.channels.http.WebhookTransports;
import org.spotalert.channels.kind.IncomingWebhook;
import org.spotalert.channels.message.Alerts;
import org.spotalert.model.Alert;
import org.spotalert.platform.settings.InvalidSettingsException;
import org.spotalert.platform.settings.SettingsReader;

/** The routes of these channels, each against a server that answers as its far end documents. */
class JsonRoutesTest {

    private static final String SECRET = "/bot123456:SECRETTOKEN/x?chat_id=-100200300";

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance().build();

    static List<String> programs() {
        return JsonTexts.programs();
    }

    private static ChannelRoute route(String program) throws Exception {
        return route(program, program, Path.of("routes/channels/" + program + ".camel.yaml"), Path.of("templates"));
    }

    private static ChannelRoute route(String program, String channel, Path file, Path templates) throws Exception {
        Map<String, String> settings = new HashMap<>(Map.of(
                "spot.channel." + channel + ".webhook",
                SERVER.baseUrl().replace("localhost", "127.0.0.1") + SECRET,
                "spot.webhook.allowed-hosts",
                "127.0.0.1",
                "spot.channel." + channel + ".secret",
                "SECRETKEY",
                "spot.channel." + channel + ".messages-per-second",
                "100",
                "spot.templates",
                templates.toString()));
        IncomingWebhook kind = kind(program);
        WebhookClient client = new WebhookClient(
                name -> {
                    SettingsReader reader = new SettingsReader(property -> Optional.ofNullable(settings.get(property)));
                    return kind.webhook(reader, "spot.channel." + name + ".").get();
                },
                WebhookTransports.toThisMachine(Duration.ofSeconds(30)),
                false);
        return new ChannelRoute(
                channel,
                "file:" + file,
                settings,
                Map.of(program, JsonTexts.text(program), program + "-client", client));
    }

    private static IncomingWebhook kind(String program) {
        return JsonKinds.all().stream()
                .filter(kind -> kind.name().equals(program))
                .findFirst()
                .orElseThrow();
    }

    private static String failure(Exchange result) {
        return new Failures(Clock.systemUTC(), List::of, () -> false).describe(result.getException());
    }

    private static Exchange send(String program, Alert... alerts) throws Exception {
        try (ChannelRoute route = route(program)) {
            return route.send(alerts);
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    void tooManyRequestsAreTriedAgainWhenTheFarEndWants(String program) throws Exception {
        SERVER.stubFor(post(anyUrl())
                .inScenario(program)
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(status(429)
                        .withHeader("Retry-After", "1")
                        .withBody("{\"message\": \"You are being rate limited.\", \"retry_after\": 0.9}"))
                .willSetStateTo("free"));
        SERVER.stubFor(
                post(anyUrl()).inScenario(program).whenScenarioStateIs("free").willReturn(status(204)));

        long start = System.nanoTime();
        Exchange result = send(program, Alerts.warning().alert());

        assertThat(result.getException()).isNull();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        List<LoggedRequest> requests = SERVER.findAll(postRequestedFor(urlEqualTo(SECRET)));
        assertThat(requests).hasSize(2);
        assertThat(requests.get(0).getBody()).isEqualTo(requests.get(1).getBody());
        assertThat(requests.get(0).contentTypeHeader().firstValue()).startsWith("application/json");
        JsonNode posted = new ObjectMapper().readTree(requests.get(0).getBody());
        assertThat(posted.toString()).contains("WARNING orders 3 of 4 left");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "discord | 400 | {'message': 'Invalid Form Body', 'code': 50035} | HTTP 400 Bad Request: Invalid Form Body",
                "discord | 404 | {'message': 'Unknown Webhook', 'code': 10015} | HTTP 404 Not Found: Unknown Webhook",
                "mattermost | 400 | {'id': 'web.incoming_webhook.text.app_error', 'message': 'No text specified'} | HTTP 400 Bad Request: No text specified",
                "telegram | 400 | {'ok': false, 'error_code': 400, 'description': 'Bad Request: chat not found'} | HTTP 400 Bad Request: Bad Request: chat not found",
                "telegram | 401 | {'ok': false, 'error_code': 401, 'description': 'Unauthorized'} | HTTP 401 Unauthorized: Unauthorized",
                "telegram | 403 | {'ok': false, 'description': 'bot 123456:SECRETTOKEN was kicked'} | HTTP 403 Forbidden",
                "incident-io | 404 | {'type': 'not_found', 'status': 404, 'errors': [{'message': 'not found'}]} | HTTP 404 Not Found",
                "devops-agent | 403 | {'message': 'Invalid signature'} | HTTP 403 Forbidden: Invalid signature",
                "incident-io | 401 | {'type': 'authentication_error', 'status': 401} | HTTP 401 Unauthorized"
            })
    void refusalIsSaidAndNotRepeated(String program, int status, String answer, String reason) throws Exception {
        SERVER.stubFor(post(anyUrl()).willReturn(status(status).withBody(answer.replace('\'', '"'))));

        Exchange result = send(program, Alerts.warning().alert());

        assertThat(failure(result)).isEqualTo(reason);
        assertThat(result.getException()).hasMessageNotContaining("SECRET");
        SERVER.verify(1, postRequestedFor(anyUrl()));
    }

    @Test
    void agentsRequestIsSignedOverTimeAndBody() throws Exception {
        SERVER.stubFor(post(anyUrl()).willReturn(status(200)));

        send("devops-agent", Alerts.warning().alert());

        LoggedRequest request = SERVER.findAll(postRequestedFor(anyUrl())).get(0);
        String time = request.header("x-amzn-event-timestamp").firstValue();
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("SECRETKEY".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] signed = mac.doFinal((time + ":" + request.getBodyAsString()).getBytes(StandardCharsets.UTF_8));
        assertThat(request.header("x-amzn-event-signature").firstValue())
                .isEqualTo(Base64.getEncoder().encodeToString(signed));
        assertThat(Duration.between(Instant.parse(time), Instant.now())).isLessThan(Duration.ofMinutes(1));
        assertThat(time).matches(".*\\.\\d{3}Z");
    }

    @Test
    void channelOfOnesOwnIsAShortFileAndATemplate(@TempDir Path own) throws Exception {
        SERVER.stubFor(post(anyUrl()).willReturn(status(200)));
        String document = Files.readString(Path.of("docs/own-channels.md"));
        String yaml = between(document, "# routes/channels/ntfy.camel.yaml\n", "```");
        String template = between(document, "<#-- templates/ntfy.json.ftl -->\n", "```");
        Path file = Files.writeString(own.resolve("ntfy.camel.yaml"), yaml);
        Files.writeString(own.resolve("ntfy.json.ftl"), template);
        try (ChannelRoute route = route("json", "ntfy", file, own)) {
            assertThat(route.send(Alerts.warning().alert()).getException()).isNull();
        }

        JsonNode posted = new ObjectMapper()
                .readTree(SERVER.findAll(postRequestedFor(urlEqualTo(SECRET)))
                        .get(0)
                        .getBody());
        assertThat(posted.path("title").asText()).startsWith("WARNING orders 3 of 4 left");
        assertThat(posted.path("message").asText()).contains("needs 2", Alerts.ID);
        assertThat((yaml + template).lines()).hasSizeLessThanOrEqualTo(12);
    }

    private static String between(String text, String start, String end) {
        int from = text.indexOf(start) + start.length();
        return text.substring(from, text.indexOf(end, from));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "discord | https://discord.com/api/webhooks/1/x | ",
                "discord | https://discord.test/api/webhooks/1/x | has a host that is not allowed; expected discord.com or discordapp.com",
                "discord | https://discord.com/channels/1 | has a path that does not begin with /api/webhooks/",
                "mattermost | https://chat.example.org/hooks/x | has a host that is not allowed",
                "telegram | https://api.telegram.org/bot1:x/sendMessage?chat_id=-1 | ",
                "incident-io | https://api.incident.io/v2/alert_events/http/01X?token=x | ",
                "devops-agent | https://event-ai.eu-west-1.api.aws/webhook/generic/1 | (spot.channel.one.secret): is missing; give the signing secret",
                "incident-io | | is missing; give the address of the HTTP alert source"
            })
    void addressIsCheckedAtTheStart(String program, String address, String problem) {
        Map<String, String> settings =
                Map.of("spot.channel.one.webhook", Optional.ofNullable(address).orElse(""));
        SettingsReader reader = new SettingsReader(name -> Optional.ofNullable(settings.get(name)));
        kind(program).check(reader, "spot.channel.one.");

        String said = "";
        try {
            reader.finish();
        } catch (InvalidSettingsException invalid) {
            said = String.join("; ", invalid.problems());
        }

        assertThat(said).contains(Optional.ofNullable(problem).orElse(""));
        assertThat(said.isEmpty()).isEqualTo(problem == null);
    }
}
