package org.spotalert.demo;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.spotalert.local.AppProcess;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.AwsWorld.Member;
import org.spotalert.local.MotoServer;
import org.spotalert.platform.management.Login;

/** A night to look at on the incident page. It goes on until somebody ends the demo. */
record Night(
        MotoServer moto, AwsWorld aws, WireMockServer chat, AppProcess program, Login login, Consumer<String> say) {

    private static final String SHOP = "shop";
    private static final String BATCH = "batch";
    private static final Duration SOON = Duration.ofMinutes(2);

    /** Says where to look, and lets things happen. */
    void play() throws Exception {
        String base = "http://127.0.0.1:" + program.port();
        say.accept("look at " + base + "/spot/ as " + login.user() + " with the password " + login.password());
        if (program.get("/hawtio/", login.authorization()).startsWith("200")) {
            say.accept("and at the routes: " + base + "/hawtio/");
        }
        aws.cluster(SHOP);
        aws.service(SHOP, "web", 60);
        aws.service(SHOP, "cart", 20);
        aws.cluster(BATCH);
        aws.service(BATCH, "import", 2);
        say.accept("somebody silences the cluster " + BATCH + ", and an instance of it is interrupted");
        silence(base);
        interrupt(member(BATCH, "import"));
        say.accept("the chat fails; a single interruption");
        chat.stubFor(post(anyUrl()).willReturn(serverError()));
        int before = chat.getAllServeEvents().size();
        List<String> tasks = interrupted(member(SHOP, "cart"));
        Awaitility.await("the attempts")
                .atMost(SOON)
                .until(() -> chat.getAllServeEvents().size() > before);
        chat.stubFor(post(anyUrl()).willReturn(okJson("{}")));
        say.accept("the chat answers again, and has the alert when the queue brings its message back");
        say.accept("a storm: 40 instances at once");
        for (int each = 0; each < 40; each++) {
            interrupt(member(SHOP, each % 3 == 0 ? "cart" : "web"));
        }
        say.accept("the services of the single one recover: " + tasks.size() + " tasks run elsewhere");
        moto.service(SHOP, "cart", 20, null);
        moto.service(SHOP, "web", 60, null);
        say.accept("one more each minute; Ctrl+C ends the demo");
        while (true) {
            TimeUnit.MINUTES.sleep(1);
            interrupt(member("production", "checkout"));
        }
    }

    private void silence(String base) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/spot/silences"))
                .header("Authorization", login.authorization())
                .POST(BodyPublishers.ofString(
                        "{\"cluster\":[\"" + BATCH + "\"],\"for\":\"1h\",\"owner\":\"demo\",\"reason\":\"load test\"}"))
                .build();
        int status = HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
        if (status != 201) {
            throw new IllegalStateException("the silence is refused with status " + status);
        }
    }

    private Member member(String cluster, String service) {
        Member member = aws.members(cluster, 1).get(0);
        aws.tasks(member, "service:" + service, 1);
        return member;
    }

    private List<String> interrupted(Member member) {
        List<String> tasks = aws.tasks(member, "service:web", 1);
        interrupt(member);
        tasks.forEach(task -> aws.stop(member, task, 0));
        return tasks;
    }

    private void interrupt(Member member) {
        aws.putEvent(
                "EC2 Spot Instance Interruption Warning",
                member.instanceId(),
                "{\"instance-id\":\"%s\",\"instance-action\":\"terminate\"}".formatted(member.instanceId()));
    }
}
