package org.spotalert.channels;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.spotalert.channels.message.Alerts;

/** The channel that docs/own-channels.md shows delivers as it stands there, but for the host. */
class OwnChannelRouteTest {

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance().build();

    @TempDir
    private Path folder;

    @Test
    void documentedChannelPostsTheWordedAlertsAndTriesAgain() throws Exception {
        SERVER.stubFor(post("/alerts")
                .inScenario("restart")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(serverError())
                .willSetStateTo("up"));
        SERVER.stubFor(
                post("/alerts").inScenario("restart").whenScenarioStateIs("up").willReturn(ok()));
        Path file = Files.writeString(folder.resolve("pager.camel.yaml"), documented());

        try (ChannelRoute route = new ChannelRoute("pager", "file:" + file, Map.of(), Map.of())) {
            assertThat(route.send(Alerts.storm(3)).getException()).isNull();
        }

        SERVER.verify(
                2,
                postRequestedFor(urlEqualTo("/alerts"))
                        .withHeader("Content-Type", equalTo("text/plain; charset=UTF-8"))
                        .withoutHeader("X-Queue-Header"));
        assertThat(SERVER.findAll(postRequestedFor(urlEqualTo("/alerts"))))
                .allSatisfy(
                        request -> assertThat(request.getBodyAsString()).contains("3 Spot Instances", "WHAT TO DO"));
    }

    private static String documented() throws IOException {
        String document = Files.readString(Path.of("docs/own-channels.md"));
        String example = document.substring(document.indexOf("- route:\n    id: channel-pager"));
        String host = "127.0.0.1:" + SERVER.getPort();
        return example.substring(0, example.indexOf("```")).replace("pager.internal", host);
    }
}
