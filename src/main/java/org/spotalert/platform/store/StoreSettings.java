package org.spotalert.platform.store;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.spotalert.platform.aws.AwsSettings;
import org.spotalert.platform.settings.SettingsReader;

/**
 * Where deliveries, incidents and silences are kept.
 *
 * @param url the JDBC URL of an H2 or PostgreSQL database, or {@code dynamodb:TABLE}
 * @param username null when the URL says it, or none is needed
 * @param password null when none is needed
 * @param retention how long the store remembers that an alert was sent
 * @param historyRetention how long the store keeps an incident
 * @param lease how long a lease holds unless its owner renews it: after a crash, others wait this long
 * @param table the table of DynamoDB; null when the store is a database
 */
public record StoreSettings(
        String url,
        @Nullable String username,
        @Nullable String password,
        Duration retention,
        Duration historyRetention,
        Duration lease,
        @Nullable Table table) {

    private static final String DYNAMODB = "dynamodb:";

    /** A table of DynamoDB, and whether the program makes it when there is none. */
    public record Table(String name, boolean provision, AwsSettings aws) {

        static Supplier<Table> read(String name, SettingsReader reader) {
            boolean provision = reader.flag("spot.provision");
            Supplier<AwsSettings> aws = AwsSettings.read(reader);
            for (String login : List.of("spot.store.username", "spot.store.password")) {
                reader.optional(login, given -> {
                    throw new IllegalArgumentException(
                            "is for a database; DynamoDB takes the program's AWS credentials, so leave it out");
                });
            }
            return () -> new Table(name, provision, aws.get());
        }
    }

    public static Supplier<StoreSettings> read(SettingsReader reader) {
        Supplier<String> url = reader.required(
                "spot.store.url",
                "the JDBC URL of an H2 or PostgreSQL database, or dynamodb:TABLE",
                StoreSettings::checkedUrl);
        String place = reader.text("spot.store.url");
        Optional<Supplier<Table>> table = place.startsWith(DYNAMODB)
                ? Optional.of(Table.read(place.substring(DYNAMODB.length()), reader))
                : Optional.empty();
        Optional<String> username = reader.optional("spot.store.username", text -> text);
        Optional<String> password = reader.optional("spot.store.password", text -> text);
        // A message that comes back when its deliveries are forgotten is sent again. The longest is ten years.
        Supplier<Duration> retention = reader.duration("spot.store.retention", "1h", "87600h");
        Supplier<Duration> history = reader.duration("spot.history.retention", "1h", "87600h");
        // Longer than a renewal takes; a crash delays what was in flight by as much, and a notice comes two minutes
        // before.
        Supplier<Duration> lease = reader.duration("spot.store.lease", "2s", "1m");
        return () -> new StoreSettings(
                url.get(),
                username.orElse(null),
                password.orElse(null),
                retention.get(),
                history.get(),
                lease.get(),
                table.map(Supplier::get).orElse(null));
    }

    /**
     * Each commit of a file is written at once, since the next thing may be the end of the process; and H2 takes the
     * statements that are written for PostgreSQL. H2 keeps no trace: it prints hundreds of lines where it cannot write one.
     */
    private static final String H2_OPTIONS =
            ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";

    /** In seconds, for PostgreSQL's driver; H2's knows no such settings. */
    private static final Map<String, String> TIMEOUTS = Map.of("connectTimeout", "2", "socketTimeout", "10");

    /** The URL of a database that is known here; else an IllegalArgumentException says what would be right, without the URL. */
    public static String checkedUrl(String url) {
        if (url.startsWith(DYNAMODB)) {
            return checkedTable(url);
        }
        if (!h2(url) && !url.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException("does not begin with jdbc:h2:, jdbc:postgresql: or dynamodb:");
        }
        if (url.matches("jdbc:(h2|postgresql):(file:)?(;.*)?")) {
            throw new IllegalArgumentException("names no database after " + url.replaceFirst(";.*", ""));
        }
        // H2 takes no path that begins with a name.
        if (url.matches("jdbc:h2:(file:)?[^/\\\\.~:;][^:;]*(;.*)?")) {
            throw new IllegalArgumentException("names a file without its directory; give jdbc:h2:file:./NAME");
        }
        if (url.matches("jdbc:postgresql://[^/]*@.*")) {
            throw new IllegalArgumentException(
                    "names a user before the host, which the driver does not read; use the settings for user and password");
        }
        try {
            DriverManager.getDriver(url);
        } catch (SQLException notUnderstood) {
            throw new IllegalArgumentException("is no address that the driver understands");
        }
        return url;
    }

    /** CreateTable, DynamoDB API reference. */
    private static String checkedTable(String url) {
        if (!url.matches(DYNAMODB + "[A-Za-z0-9_.-]{3,255}")) {
            throw new IllegalArgumentException(
                    "names no table; after dynamodb: give from 3 to 255 letters, digits or characters of _ . -");
        }
        return url;
    }

    public boolean h2() {
        return h2(url);
    }

    private static boolean h2(String url) {
        return url.startsWith("jdbc:h2:");
    }

    /** Whether only one process can use the database: a second one with a database of its own would know of no leases here. */
    public boolean ofOneProcess() {
        return h2()
                && !url.matches("jdbc:h2:(tcp|ssl):.*")
                && !url.toUpperCase(Locale.ROOT).contains("AUTO_SERVER=TRUE");
    }

    /** The URL with the options that the database needs. */
    public String connectionUrl() {
        return h2(url) ? url + H2_OPTIONS : url;
    }

    /** The URL for somebody who only reads: an H2 file is neither made nor locked for others who read. */
    public String readingUrl() {
        return h2(url) ? connectionUrl() + ";IFEXISTS=TRUE;ACCESS_MODE_DATA=r" : url;
    }

    /** The directory of an H2 file; nothing when the database is somewhere else, or in another kind of place. */
    public Optional<Path> directory() {
        return file().map(Path::getParent);
    }

    /** The same of the file itself. */
    public Optional<Path> file() {
        String path = place().replaceFirst("^jdbc:h2:(file:)?", "");
        // A prefix such as mem:, tcp: or zip: names another kind; a drive has one letter.
        if (!h2() || path.matches("[A-Za-z0-9]{2,}:.*")) {
            return Optional.empty();
        }
        Path file = Path.of(path.replaceFirst("^~", System.getProperty("user.home")) + ".mv.db");
        return Optional.of(file.toAbsolutePath().normalize());
    }

    /** The driver's properties for a command beside the running program. */
    public Properties connectionProperties() {
        Properties properties = new Properties();
        if (username != null) {
            properties.setProperty("user", username);
        }
        if (password != null) {
            properties.setProperty("password", password);
        }
        if (!h2()) {
            properties.putAll(TIMEOUTS);
        }
        return properties;
    }

    /** Where the database is, for a reader: options may hold a password and are left out. */
    public String place() {
        return url.replaceFirst("[;?].*$", "").replaceFirst("//[^/@]*@", "//");
    }

    @Override
    public String toString() {
        return "StoreSettings[" + place() + "]";
    }
}
