package org.spotalert;

import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.spi.InterceptStrategy;
import org.spotalert.app.Application;
import org.spotalert.app.ApplicationBeans;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.FreePort;

/** The real program inside the test's process: its own wiring, its own route files and templates. */
final class Program implements AutoCloseable {

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
        Main main = Application.program(new ApplicationBeans(Map.of()));
        main.addOverrideProperty("camel.management.port", String.valueOf(port));
        main.addOverrideProperty("camel.main.shutdown-timeout", "5");
        main.addOverrideProperty("spot.queue.wait-time", "1");
        main.addOverrideProperty("spot.batch.late", "500ms");
        // Its checks are messages more on the queue; RecoveryIT turns it on.
        main.addOverrideProperty("spot.recovery", "false");
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

    @Override
    public void close() {
        main.stop();
    }
}
