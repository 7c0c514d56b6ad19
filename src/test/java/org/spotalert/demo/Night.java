package org.spotalert.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.spotalert.demo.Losses.Loss;
import org.spotalert.local.AppProcess;
import org.spotalert.platform.management.Login;

/**
 * A night to look at on the incident page and in the inbox.
 *
 * @param say receives what happens
 */
record Night(Losses losses, Receivers ends, Inbox inbox, AppProcess program, Login login, Consumer<String> say) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CHAT = "google-chat";
    private static final int CHANNELS = Receivers.channels().size();
    private static final Duration SOON = Duration.ofMinutes(3);

    /**
     * Lets things happen, each when the page shows what has become of the one before.
     *
     * @param first an interruption of which every channel has the alert
     */
    void play(Loss first) throws Exception {
        happens(
                "A load test: somebody silences the cluster batch. An instance of it is interrupted, and nobody is notified");
        silence("batch");
        Loss silenced = losses.prepare("batch", "import", 1);
        losses.notice(silenced);
        await(silenced, row -> row.path("outcome").asText().equals("suppressed"));

        happens(
                "Google Chat fails. An instance of the cluster shop is interrupted, and the other channels receive the alert");
        ends.answer(CHAT, 503);
        Loss single = losses.prepare("shop", "cart", 1);
        losses.notice(single);
        await(
                single,
                row -> notified(row) == CHANNELS - 1
                        && row.path("channels").toString().contains(CHAT + " failed"));

        happens("Google Chat answers again, and receives what it has missed");
        ends.answer(CHAT, 200);
        await(single, Night::everyChannel);

        happens("The tasks run elsewhere: the services of both interruptions recover");
        recover(first, single);

        Loss[] storm = {losses.prepare("shop", "web", 26), losses.prepare("shop", "cart", 14)};
        happens("A storm: 40 instances of the cluster shop are interrupted at once");
        losses.notice(storm);
        for (Loss loss : storm) {
            await(loss, Night::everyChannel);
        }

        happens("The storm is over: web and cart run as many tasks as before");
        recover(storm);
    }

    /** Interrupts an instance each minute. */
    void goOn() throws Exception {
        while (true) {
            Loss loss = losses.prepare("production", "checkout", 1);
            happens("One more interruption, and its recovery");
            losses.notice(loss);
            await(loss, Night::everyChannel);
            recover(loss);
            TimeUnit.MINUTES.sleep(1);
        }
    }

    private void happens(String text) {
        say.accept(text);
        inbox.happens(text);
    }

    private void recover(Loss... lost) {
        for (Loss loss : lost) {
            losses.stop(loss);
        }
        for (Loss loss : lost) {
            losses.replace(loss);
        }
        for (Loss loss : lost) {
            await(loss, row -> row.path("recovery").asText().equals("recovered"));
        }
    }

    private static long notified(JsonNode row) {
        return StreamSupport.stream(row.path("channels").spliterator(), false)
                .filter(channel -> channel.asText().contains(" +"))
                .count();
    }

    private static boolean everyChannel(JsonNode row) {
        return notified(row) == CHANNELS;
    }

    /** Waits until the page shows each instance so. */
    private void await(Loss loss, Predicate<JsonNode> shown) {
        Awaitility.await("the page")
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(500))
                // when this machine is busy
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> {
                    String answer = program.get(
                            "/spot/api/tables/incidents?since=1h&cluster=" + loss.cluster(), login.authorization());
                    List<String> there = new ArrayList<>();
                    for (JsonNode row : JSON.readTree(answer.substring("200 ".length()))) {
                        if (shown.test(row)) {
                            there.add(row.path("instance").asText());
                        }
                    }
                    return there.containsAll(loss.instances());
                });
    }

    private void silence(String cluster) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + program.port() + "/spot/silences"))
                .header("Authorization", login.authorization())
                .POST(BodyPublishers.ofString("{\"cluster\":[\"" + cluster
                        + "\"],\"for\":\"1h\",\"owner\":\"demo\",\"reason\":\"load test\"}"))
                .build();
        int status = HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
        if (status != 201) {
            throw new IllegalStateException("the silence is refused with status " + status);
        }
    }
}
