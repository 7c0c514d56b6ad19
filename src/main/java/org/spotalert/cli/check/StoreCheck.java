package org.spotalert.cli.check;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.spotalert.pipeline.store.jdbc.JdbcStore;
import org.spotalert.platform.store.StoreSettings;

/** Checks whether the store can be used; it makes nothing there. */
public record StoreCheck(StoreSettings settings) {

    private static final String SUBJECT = "store";
    /** Error codes of H2 (org.h2.api.ErrorCode). */
    private static final int FILE_IN_USE = 90_020;

    private static final int NO_FILE = 90_146;
    private static final String MAY_MAKE_TABLES =
            "SELECT to_regclass('delivery') IS NOT NULL" + " OR has_schema_privilege(current_schema(), 'CREATE')";

    public List<Finding> run() {
        try (Connection connection =
                DriverManager.getConnection(settings.readingUrl(), settings.connectionProperties())) {
            return List.of(
                    settings.h2() || mayMakeTables(connection)
                            ? Finding.ok(SUBJECT, settings.place() + forWhom())
                            : Finding.failed(
                                    SUBJECT,
                                    settings.place() + ": the user may not make tables",
                                    "GRANT CREATE on the schema to the user: the start makes the tables"));
        } catch (SQLException failure) {
            return List.of(failed(failure));
        }
    }

    private static boolean mayMakeTables(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(MAY_MAKE_TABLES)) {
            return answer.next() && answer.getBoolean(1);
        }
    }

    /** What the start can make: it makes the directories that are missing, in the nearest one that is there. */
    private Finding notThereYet(Path directory) {
        Path there = directory;
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        return Files.isDirectory(there) && Files.isWritable(there)
                ? madeByTheStart()
                : Finding.failed(
                        SUBJECT,
                        settings.place() + " cannot be made: " + there + " is no directory that may be written to",
                        "let the program's user write there, mount a volume, or correct SPOT_STORE_URL; without it"
                                + " alerts are sent, and may be repeated");
    }

    private Finding madeByTheStart() {
        return Finding.ok(SUBJECT, settings.place() + ", not there yet: the start makes it" + forWhom());
    }

    private String forWhom() {
        return settings.ofOneProcess() ? ", for one replica only" : "";
    }

    private Finding failed(SQLException failure) {
        return switch (settings.h2() ? failure.getErrorCode() : 0) {
            case FILE_IN_USE -> Finding.ok(SUBJECT, settings.place() + ", in use by the running program");
            case NO_FILE -> settings.directory().map(this::notThereYet).orElseGet(this::madeByTheStart);
            default ->
                Finding.failed(
                        SUBJECT,
                        settings.place() + ": " + JdbcStore.describe(failure),
                        "correct SPOT_STORE_URL, SPOT_STORE_USERNAME, SPOT_STORE_PASSWORD, or start the database; without"
                                + " it alerts are sent, and may be repeated");
        };
    }
}
