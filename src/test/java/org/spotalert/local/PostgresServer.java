package org.spotalert.local;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A PostgreSQL server of one's own, from binaries that Maven fetches: any machine runs the tests, whoever the user is. */
public final class PostgresServer implements AutoCloseable {

    private final int port = FreePort.find();
    private final Path data;
    private EmbeddedPostgres server;

    private PostgresServer() throws IOException {
        data = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "postgres");
        server = serve();
    }

    /** Starts a server with an empty database. */
    public static PostgresServer start() {
        try {
            return new PostgresServer();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private EmbeddedPostgres serve() throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setPGStartupWait(Duration.ofMinutes(2))
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .start();
    }

    /** The JDBC URL of the database, for any user. */
    public String url() {
        return "jdbc:postgresql://localhost:" + port + "/postgres?user=postgres";
    }

    /** Stops as if the machine were gone; {@link #startAgain} brings it back with its data. */
    public void stop() {
        try {
            server.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Starts again where {@link #stop} has stopped. */
    public void startAgain() {
        try {
            server = serve();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        stop();
    }
}
