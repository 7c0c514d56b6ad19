package org.spotalert;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.function.Function;

/** Looks whether the management port can be opened: Camel starts without it, and nobody would see how the program fares. */
final class ManagementPort {

    private ManagementPort() {}

    /**
     * Opens and closes the port.
     *
     * @throws UncheckedIOException when that fails
     */
    static void check(Function<String, Optional<String>> properties) {
        if (properties.apply("camel.management.enabled").orElse("").equals("false")) {
            return;
        }
        String port = properties.apply("camel.management.port").orElse("");
        String host = Optional.ofNullable(System.getenv("CAMEL_MANAGEMENT_HOST"))
                .or(() -> properties.apply("camel.management.host"))
                .orElse("0.0.0.0");
        // What is no number is a bad setting, which is reported with all others.
        if (port.matches("\\d{1,4}|[1-5]\\d{4}|6[0-4]\\d{3}")) {
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(host, Integer.parseInt(port)));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
