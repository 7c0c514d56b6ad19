package org.spotalert;

import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.icegreen.greenmail.junit5.GreenMailExtension;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.spotalert.CommandLineRun.Answer;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.FreePort;
import org.spotalert.local.MotoServer;
import org.spotalert.local.WebhookReceiver;
import software.amazon.awssdk.services.sqs.model.Message;

/** The command {@code test-alert} with the real routes of the channels. */
class TestAlertIT {

    @RegisterExtension
    static final GreenMailExtension MAIL =
            new GreenMailExtension(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @RegisterExtension
    static final WireMockExtension INCIDENTS = WireMockExtension.newInstance().build();

    private static final MotoServer MOTO = MotoServer.start();
    private static final AwsWorld AWS = new AwsWorld(MOTO.endpoint());

    private WebhookReceiver chat;
    private CommandLineRun command;

    @BeforeAll
    static void furnish() {
        AWS.topic("alerts");
    }

    @AfterAll
    static void tearDown() {
        AWS.close();
        MOTO.close();
    }

    @BeforeEach
    void settings() {
        int port = FreePort.find();
        chat = WebhookReceiver.start(port);
        command = new CommandLineRun(MOTO.endpoint(), DryRunSettings.channels(port, MAIL));
    }

    @AfterEach
    void close() {
        chat.close();
    }

    private Answer run(String... arguments) {
        return command.run(Map.of(), arguments);
    }

    private static String published() {
        List<Message> messages = AWS.messages("alerts");
        return messages.isEmpty() ? "" : messages.get(0).body();
    }

    @Test
    void testAlertReachesEachChannelMarkedAsATest() throws Exception {
        Answer answer = run("test-alert");

        assertThat(answer.exit()).as(answer.text() + answer.errors()).isZero();
        assertThat(answer.row("google-chat")).matches("sent [0-9.]+ s HTTP 200 ?");
        assertThat(answer.row("sns")).matches("sent [0-9.]+ s message id [0-9a-f-]{36} ?");
        assertThat(answer.row("email")).matches("sent [0-9.]+ s mail <.*@example.com> ?");
        JsonNode card = new ObjectMapper().readTree(chat.accepted().get(0).body());
        assertThat(card.path("fallbackText").asText())
                .startsWith("TEST: CRITICAL")
                .contains("\nTEST: no instance is taken back.")
                .contains("2 services");
        MimeMessage mail = MAIL.getReceivedMessages()[0];
        assertThat(mail.getSubject()).startsWith("[spot] TEST: CRITICAL");
        assertThat(GreenMailUtil.getBody(mail)).contains("TEST: no instance is taken back.");
        assertThat(published()).contains("\"Subject\": \"TEST: CRITICAL");
    }

    @Test
    void testAlertNotifiesOnlyTheNamedChannelsAndTheKind() {
        Answer answer = run("test-alert", "--channel", "google-chat", "--kind", "rebalance", "--services", "3");

        assertThat(answer.exit()).isZero();
        assertThat(chat.accepted())
                .singleElement()
                .satisfies(message -> assertThat(message.body())
                        .contains("TEST: [INFO] rebalance recommended")
                        .contains("3 services"));
        assertThat(MAIL.getReceivedMessages()).isEmpty();
        assertThat(published()).isEmpty();
    }

    @Test
    void channelThatRefusesFailsAndTheOthersReceive() {
        chat.answerWith(() -> 404);

        Answer answer = run("test-alert");

        assertThat(answer.exit()).isOne();
        assertThat(answer.row("google-chat")).contains("failed").contains("HTTP 404");
        assertThat(answer.row("email")).startsWith("sent");
        assertThat(answer.text() + answer.errors()).doesNotContain("secret");
        assertThat(published()).isNotEmpty();
    }

    @Test
    void absentChannelIsAMistakeOfTheCommandLine() {
        Answer answer = run("test-alert", "--channel", "pager");

        assertThat(answer.exit()).isEqualTo(2);
        assertThat(answer.errors()).contains("pager; there are: email, google-chat, sns");
        assertThat(chat.accepted()).isEmpty();
    }

    @Test
    void testAlertOpensRecords() {
        INCIDENTS.stubFor(post("/rest/api/3/search/jql").willReturn(okJson("{\"issues\":[]}")));
        INCIDENTS.stubFor(post("/rest/api/3/issue")
                .willReturn(okJson("{\"id\":\"10001\",\"key\":\"OPS-1\"}").withStatus(201)));
        INCIDENTS.stubFor(get(urlPathEqualTo("/api/now/table/incident")).willReturn(okJson("{\"result\":[]}")));
        INCIDENTS.stubFor(post(urlPathEqualTo("/api/now/table/incident"))
                .willReturn(okJson("{\"result\":{\"sys_id\":\"" + "a".repeat(32) + "\"}}")
                        .withStatus(201)));

        Answer answer = command.run(
                DryRunSettings.incidents(INCIDENTS), "test-alert", "--channel", "jira", "--channel", "servicenow");

        assertThat(answer.exit()).as(answer.text() + answer.errors()).isZero();
        assertThat(answer.row("jira")).matches("sent [0-9.]+ s HTTP 201 ?");
        assertThat(answer.row("servicenow")).matches("sent [0-9.]+ s HTTP 201 ?");
        INCIDENTS.verify(postRequestedFor(urlEqualTo("/rest/api/3/issue"))
                .withRequestBody(matchingJsonPath("$.fields.summary", containing("TEST: CRITICAL"))));
        INCIDENTS.verify(postRequestedFor(urlPathEqualTo("/api/now/table/incident"))
                .withRequestBody(matchingJsonPath("$.short_description", containing("TEST: CRITICAL"))));
    }
}
