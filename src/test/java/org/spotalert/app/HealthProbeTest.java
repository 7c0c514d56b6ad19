package org.spotalert.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthProbeTest {

    private final HttpServer server;
    private volatile int status = 200;

    HealthProbeTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void programThatAnswersIsAlive() {
        assertThat(HealthProbe.isAlive(health())).isTrue();
    }

    @Test
    void programThatIsDownIsNotAlive() {
        status = 503;

        assertThat(HealthProbe.isAlive(health())).isFalse();
    }

    @Test
    void silenceIsNotAlive() {
        server.stop(0);

        assertThat(HealthProbe.isAlive(health())).isFalse();
    }

    @Test
    void programIsAskedWhereItListens() {
        assertThat(HealthProbe.health(Map.of())).isEqualTo(URI.create("http://127.0.0.1:9876/observe/health/live"));
        assertThat(HealthProbe.health(Map.of("CAMEL_MANAGEMENT_HOST", "0.0.0.0", "CAMEL_MANAGEMENT_PORT", "80")))
                .isEqualTo(URI.create("http://127.0.0.1:80/observe/health/live"));
        assertThat(HealthProbe.health(Map.of("CAMEL_MANAGEMENT_HOST", "10.1.2.3")))
                .isEqualTo(URI.create("http://10.1.2.3:9876/observe/health/live"));
    }

    private URI health() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/observe/health/live");
    }
}
