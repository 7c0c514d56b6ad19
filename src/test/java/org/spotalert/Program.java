package org.spotalert;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.spi.InterceptStrategy;
import org.spotalert.app.Application;
import org.spotalert.app.ApplicationBeans;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.FreePort;
import org.spotalert.local.QuickSettings;
import org.spotalert.platform.config.Config;

/** The real program inside the test's process: its own wiring, its own route files and templates. */
final class Program implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Main main;
    private final int managementPort;

    private Program(Main main, int managementPort) {
        this.main = main;
        this.managementPort = managementPort;
    }

    /** Starts the program with these settings against the AWS at the endpoint. */
    static Program start(URI aws, Map<String, String> settings) throws Exception {
        return start(aws, settings, (context, node, target, next) -> target);
    }

    /** The same, whose every step is intercepted. */
    static Program start(URI aws, Map<String, String> settings, InterceptStrategy steps) throws Exception {
        System.setProperty("aws.endpointUrl", aws.toString());
        System.setProperty("aws.region", AwsWorld.REGION);
        System.setProperty("aws.accessKeyId", settings.getOrDefault("aws.accessKeyId", "local"));
        System.setProperty("aws.secretAccessKey", settings.getOrDefault("aws.secretAccessKey", "local"));
        int port = FreePort.find();
        Main main = Application.program(new ApplicationBeans(Config.none(), Map.of()), Config.none());
        main.addOverrideProperty("camel.management.port", String.valueOf(port));
        main.addOverrideProperty("camel.main.shutdown-timeout", "5");
        QuickSettings.PROPERTIES.forEach(main::addOverrideProperty);
        main.addOverrideProperty("spot.store.url", "jdbc:h2:mem:" + UUID.randomUUID());
        settings.forEach(main::addOverrideProperty);
        main.bind("steps", steps);
        main.start();
        return new Program(main, port);
    }

    CamelContext context() {
        return main.getCamelContext();
    }

    URI management(String path) {
        return URI.create("http://127.0.0.1:" + managementPort + path);
    }

    /** The status and the body of the answer at this path of the management port. */
    String get(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                HTTP.send(HttpRequest.newBuilder(management(path)).build(), BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }

    /** Waits until health answers with this status, and says this. */
    void awaitHealth(String status, String says) {
        await("health " + status + " " + says).atMost(Duration.ofMinutes(2)).until(() -> {
            String health = get("/observe/health");
            return health.startsWith(status) && health.contains(says);
        });
    }

    @Override
    public void close() {
        main.stop();
    }
}
