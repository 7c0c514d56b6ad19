package org.spotalert.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.spotalert.local.FreePort;
import org.spotalert.platform.health.WarningHealthCheck;

/** Started as the program is: by Camel's main, from a relative folder, with health on a port. */
class ReloadMainTest {

    private static final Path FOLDER = Path.of("target/reload-main-test");

    private final Main main = new Main();
    private final int port = FreePort.find();

    @BeforeEach
    void start() throws IOException {
        Files.createDirectories(FOLDER.resolve("channels"));
        write("notify", ReloadProgram.stage("notify", "sent"));
        write("channels/mail", ReloadProgram.channel("mail", "mail 1"));
        write("channels/off", switchedOff());
        main.bind("recorder", new ReloadProgram.MessageCapture());
        // This test is about edits, not about the program's own settings.
        main.setPropertyPlaceholderLocations("classpath:none.properties;optional=true");
        main.addInitialProperty("camel.main.routesIncludePattern", "file:" + FOLDER + "/**/*.camel.yaml");
        main.addInitialProperty("camel.main.autoConfigurationLogSummary", "false");
        main.addOverrideProperty("camel.opentelemetry2.enabled", "false");
        main.addInitialProperty("camel.management.port", Integer.toString(port));
        main.configure().addConfiguration(new Wire());
        main.start();
    }

    @AfterEach
    void stop() {
        main.stop();
    }

    @Test
    void editOfFileLoadedAtTheStartIsTaken() throws IOException {
        Object before = main.getCamelContext().getRoute("channel-mail");

        write("channels/mail", ReloadProgram.channel("mail", "mail 2"));

        await().until(() -> main.getCamelContext().getRoute("channel-mail"), route -> route != null && route != before);
        await().until(() -> main.getCamelContext().getRoutesSize() == 2);
        assertThat(reload().warning()).isEmpty();
    }

    @Test
    void healthShowsRefusedFileAsWarningAndStaysReady() throws Exception {
        write("channels/mail", "- nonsense: 1");
        await().until(() -> !reload().warning().isEmpty());

        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/observe/health/ready"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode checks = new ObjectMapper().readTree(answer.body()).path("checks");
        assertThat(checks).anySatisfy(check -> {
            assertThat(check.path("name").asText()).isEqualTo("route-files");
            assertThat(check.path("status").asText()).isEqualTo("UP");
            assertThat(check.path("message").asText())
                    .isEqualTo("warning: rejected, the last good version runs: "
                            + "mail.camel.yaml: line 1: Unknown node id: nonsense");
        });
    }

    @Test
    void channelSwitchedOffAtTheStartCanBeSwitchedOn() throws IOException {
        assertThat(ReloadProgram.endpoints(reload())).containsExactly("direct://channel-mail");

        write("channels/off", ReloadProgram.channel("off", "on"));

        await().until(() -> ReloadProgram.endpoints(reload()).contains("direct://channel-off"));
    }

    @Test
    void deletedFileTakesItsRouteAway() throws IOException {
        write("channels/off", ReloadProgram.channel("off", "on"));
        await().until(() -> main.getCamelContext().getRoute("channel-off") != null);

        Files.delete(FOLDER.resolve("channels/mail.camel.yaml"));

        await().until(() -> main.getCamelContext().getRoute("channel-mail") == null);
    }

    private RouteReload reload() {
        return Objects.requireNonNull(main.getCamelContext().hasService(RouteReload.class));
    }

    private static String switchedOff() {
        return ReloadProgram.channel("off", "off")
                .replace("group: channel", "group: channel\n    precondition: \"false\"");
    }

    private static void write(String name, String text) throws IOException {
        Files.writeString(FOLDER.resolve(name + ".camel.yaml"), text);
    }

    /** What the program's own wiring does. */
    private static final class Wire implements CamelConfiguration {

        @Override
        public void configure(CamelContext context) throws Exception {
            RouteReload routes = new RouteReload(
                    context,
                    FOLDER,
                    FOLDER.resolve("application.properties"),
                    Duration.ofMillis(40),
                    Duration.ofSeconds(1));
            context.addService(routes);
            HealthCheckRegistry.get(context).register(new WarningHealthCheck("route-files", routes::warning));
        }
    }
}
