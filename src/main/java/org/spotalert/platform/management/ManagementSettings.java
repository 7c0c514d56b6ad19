package org.spotalert.platform.management;

import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.spotalert.platform.settings.SettingsReader;

/**
 * How the management port is reached.
 *
 * @param address the port, for who stands beside the program
 * @param login null when there is none; then the port has health and metrics only
 */
public record ManagementSettings(URI address, @Nullable Login login) {

    private static final int SHORTEST_PASSWORD = 16;
    private static final String ANY_ADDRESS = "0.0.0.0";
    private static final String LOOPBACK = "127.0.0.1";
    private static final Function<String, String> HOST =
            SettingsReader.form("[A-Za-z0-9.-]+", "\"%s\" is not a host name or an IPv4 address");
    private static final Function<String, String> USER =
            SettingsReader.form("[!-9;-~]{1,64}", "is not up to 64 letters, digits and signs without a colon");
    private static final Function<String, String> ASCII =
            SettingsReader.form("[!-~]+", "has characters beyond ASCII letters, digits and signs; give these only");

    public static Supplier<ManagementSettings> read(SettingsReader reader) {
        Supplier<String> user = reader.required("spot.management.user", "the user's name, such as admin", USER);
        Optional<String> password = reader.optional("spot.management.password", ManagementSettings::password);
        Supplier<Integer> port = reader.required("camel.management.port", "a port", SettingsReader.number(0, 65_535));
        // Read when an operator asks.
        reader.flag("spot.management.operate");
        String host = reader.optional("camel.management.host", HOST).orElse(ANY_ADDRESS);
        return () -> new ManagementSettings(
                URI.create("http://" + (host.equals(ANY_ADDRESS) ? LOOPBACK : host) + ":" + port.get()),
                password.map(secret -> new Login(user.get(), secret)).orElse(null));
    }

    /** The login alone; empty when there is none, or a bad one, which the start refuses. */
    public static Optional<Login> login(Function<String, Optional<String>> properties) {
        SettingsReader reader = new SettingsReader(properties);
        Optional<String> user = reader.optional("spot.management.user", USER);
        Optional<String> password = reader.optional("spot.management.password", ManagementSettings::password);
        return user.flatMap(name -> password.map(secret -> new Login(name, secret)));
    }

    private static String password(String text) {
        if (text.length() < SHORTEST_PASSWORD) {
            throw new IllegalArgumentException(
                    "is shorter than " + SHORTEST_PASSWORD + " characters; give a longer one");
        }
        return ASCII.apply(text);
    }
}
