package org.spotalert.platform.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Connections to the database of the claims: those of the running program, and one for somebody beside it, to be destroyed at the
 * end. An H2 file belongs to one process at a time.
 */
public final class StoreConnection {

    private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(2);
    private static final int CONNECTIONS = 5;

    private StoreConnection() {}

    /** A connection to read and write; the tables are made or brought up to date. */
    public static SingleConnectionDataSource writing(StoreSettings settings) {
        SingleConnectionDataSource connection = connection(settings.connectionUrl(), settings);
        try {
            migrate(connection);
            return connection;
        } catch (RuntimeException failure) {
            connection.destroy();
            throw failure;
        }
    }

    /** A connection to read; nothing is made. */
    public static SingleConnectionDataSource reading(StoreSettings settings) {
        return connection(settings.readingUrl(), settings);
    }

    /**
     * What the database answers to somebody beside the running program. Nothing is written or made, and it is open no longer than
     * the question takes.
     *
     * @throws StoreUnreadableException when it does not answer, or another process holds it
     */
    public static <T> T ask(StoreSettings settings, Function<DataSource, T> question) throws StoreUnreadableException {
        SingleConnectionDataSource connection = reading(settings);
        try {
            return question.apply(connection);
        } catch (RuntimeException failure) {
            throw new StoreUnreadableException(StoreDatabase.reason(failure), failure);
        } finally {
            connection.destroy();
        }
    }

    /** The connections of the running program; none is made yet. */
    static HikariDataSource pool(StoreSettings settings) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("claims");
        pool.setJdbcUrl(settings.connectionUrl());
        pool.setUsername(settings.username());
        pool.setPassword(settings.password());
        pool.setMaximumPoolSize(CONNECTIONS);
        pool.setMinimumIdle(1);
        pool.setConnectionTimeout(CONNECTION_TIMEOUT.toMillis());
        pool.setValidationTimeout(Duration.ofSeconds(1).toMillis());
        pool.setInitializationFailTimeout(-1);
        if (settings.url().startsWith("jdbc:postgresql:")) {
            // In seconds. A server that has gone without a word must not hold a thread for ever.
            pool.addDataSourceProperty("connectTimeout", "2");
            pool.addDataSourceProperty("socketTimeout", "5");
            // The counts of a batch tell what was claimed; rewritten, a batch has none.
            pool.addDataSourceProperty("reWriteBatchedInserts", "false");
        }
        return new HikariDataSource(pool);
    }

    private static SingleConnectionDataSource connection(String url, StoreSettings settings) {
        SingleConnectionDataSource connection = new SingleConnectionDataSource(url, true);
        connection.setConnectionProperties(settings.connectionProperties());
        return connection;
    }

    /** Makes the tables or brings them up to date. */
    static void migrate(DataSource database) {
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration")
                .table("claim_schema_history")
                // The database may be shared with other programs.
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
    }
}
