package org.spotalert.app;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** Asks the program beside it, in the same container, whether it lives; the exit code is the answer. */
public final class HealthProbe {

    private static final int TIMEOUT = (int) Duration.ofSeconds(5).toMillis();

    private static final String ANY = "0.0.0.0";

    private HealthProbe() {}

    /** Asks on CAMEL_MANAGEMENT_PORT, 9876 if there is none, and on CAMEL_MANAGEMENT_HOST if the program has one address. */
    public static void main(String[] arguments) {
        System.exit(isAlive(health(System.getenv())) ? 0 : 1);
    }

    static URI health(Map<String, String> environment) {
        String host = environment.getOrDefault("CAMEL_MANAGEMENT_HOST", ANY);
        String port = environment.getOrDefault("CAMEL_MANAGEMENT_PORT", "9876");
        return URI.create("http://" + (host.equals(ANY) ? "127.0.0.1" : host) + ":" + port + "/observe/health/live");
    }

    static boolean isAlive(URI health) {
        try {
            HttpURLConnection connection = (HttpURLConnection) health.toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT);
            connection.setReadTimeout(TIMEOUT);
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException e) {
            System.err.println("no answer from " + health + ": " + e.getMessage());
            return false;
        }
    }
}
