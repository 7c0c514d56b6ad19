package org.spotalert;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;

/** Asks the program beside it, in the same container, whether it lives; the exit code is the answer. */
public final class HealthProbe {

    private static final int PATIENCE = (int) Duration.ofSeconds(5).toMillis();

    private static final String ANY_ADDRESS = "0.0.0.0";

    private HealthProbe() {}

    /** Asks at CAMEL_MANAGEMENT_HOST and CAMEL_MANAGEMENT_PORT, 127.0.0.1 and 9876 if there are none. */
    public static void main(String[] arguments) {
        String port = System.getenv().getOrDefault("CAMEL_MANAGEMENT_PORT", "9876");
        String host = System.getenv().getOrDefault("CAMEL_MANAGEMENT_HOST", ANY_ADDRESS);
        boolean alive = isAlive(URI.create(
                "http://" + (host.equals(ANY_ADDRESS) ? "127.0.0.1" : host) + ":" + port + "/observe/health/live"));
        System.exit(alive ? 0 : 1);
    }

    static boolean isAlive(URI health) {
        try {
            HttpURLConnection connection = (HttpURLConnection) health.toURL().openConnection();
            connection.setConnectTimeout(PATIENCE);
            connection.setReadTimeout(PATIENCE);
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException e) {
            System.err.println("no answer from " + health + ": " + e.getMessage());
            return false;
        }
    }
}
