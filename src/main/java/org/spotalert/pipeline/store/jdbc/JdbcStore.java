package org.spotalert.pipeline.store.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.EOFException;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NotDirectoryException;
import java.time.Duration;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.spotalert.pipeline.store.Lease;
import org.spotalert.pipeline.store.Store;
import org.spotalert.platform.store.StoreSettings;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** The store in a database: an H2 file, which belongs to one process at a time, or PostgreSQL. */
public record JdbcStore(
        StoreSettings settings,
        DataSource database,
        JdbcDeliveries deliveries,
        JdbcIncidents incidents,
        JdbcSilences silences)
        implements Store {

    private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(2);
    private static final int CONNECTIONS = 5;

    /** The store of the running program; nothing is connected yet. */
    public static JdbcStore pooled(StoreSettings settings, Lease lease) {
        return over(pool(settings), settings, lease);
    }

    private static JdbcStore over(DataSource database, StoreSettings settings, Lease lease) {
        TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        return new JdbcStore(
                settings,
                database,
                new JdbcDeliveries(new NamedParameterJdbcTemplate(database), transaction, lease),
                // A connection must not be held for ever.
                new JdbcIncidents(new NamedParameterJdbcTemplate(sql(database, 5)), transaction, !settings.h2()),
                // An alert waits for the answer.
                new JdbcSilences(sql(database, 2)));
    }

    private static JdbcTemplate sql(DataSource database, int timeoutSeconds) {
        JdbcTemplate sql = new JdbcTemplate(database);
        sql.setQueryTimeout(timeoutSeconds);
        return sql;
    }

    /**
     * The store for a command beside the running program, over one connection.
     *
     * @param readOnly whether an H2 file is neither made nor locked for others who read
     */
    public static JdbcStore beside(StoreSettings settings, boolean readOnly) {
        SingleConnectionDataSource connection =
                new SingleConnectionDataSource(readOnly ? settings.readingUrl() : settings.connectionUrl(), true);
        connection.setConnectionProperties(settings.connectionProperties());
        return over(connection, settings, Lease.ofThisProcess(settings.lease()));
    }

    /** The values that one statement names at most. */
    static final int NAMED_AT_ONCE = 500;

    private static HikariDataSource pool(StoreSettings settings) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("store");
        pool.setJdbcUrl(settings.connectionUrl());
        pool.setUsername(settings.username());
        pool.setPassword(settings.password());
        pool.setMaximumPoolSize(CONNECTIONS);
        pool.setMinimumIdle(1);
        pool.setConnectionTimeout(CONNECTION_TIMEOUT.toMillis());
        pool.setValidationTimeout(Duration.ofSeconds(1).toMillis());
        pool.setInitializationFailTimeout(-1);
        if (!settings.h2()) {
            // In seconds. A server that has gone without a word must not hold a thread for ever.
            pool.addDataSourceProperty("connectTimeout", "2");
            pool.addDataSourceProperty("socketTimeout", "5");
            // The counts of a batch say what was acquired; rewritten, a batch has none.
            pool.addDataSourceProperty("reWriteBatchedInserts", "false");
        }
        return new HikariDataSource(pool);
    }

    @Override
    public String place() {
        return settings.place();
    }

    @Override
    public boolean ofOneProcess() {
        return settings.ofOneProcess();
    }

    @Override
    public void open() {
        StoreFile.protect(settings);
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

    @Override
    public void ping() {
        new JdbcTemplate(database).queryForObject("SELECT COUNT(*) FROM delivery WHERE incident = ''", Integer.class);
    }

    @Override
    public int forget() {
        return deliveries.forget(settings.retention()) + incidents.forget(settings.historyRetention());
    }

    @Override
    public boolean unanswered(RuntimeException failure) {
        return failure instanceof DataAccessResourceFailureException
                || failure instanceof QueryTimeoutException
                || failure instanceof CannotCreateTransactionException;
    }

    /** H2, once its disk was full, answers on no connection that it had, and yet calls each of them valid. */
    @Override
    public void reconnect() {
        if (database instanceof HikariDataSource pool) {
            pool.getHikariPoolMXBean().softEvictConnections();
        }
    }

    @Override
    public String reason(Throwable failure) {
        return describe(failure);
    }

    /** What the driver said, in one line; of files, what is wrong with them. */
    public static String describe(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String said = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        if (cause instanceof AccessDeniedException) {
            return "the program's user may not write " + said;
        }
        if (cause instanceof NotDirectoryException || cause instanceof FileAlreadyExistsException) {
            return said + " is no directory";
        }
        if (cause instanceof NonWritableChannelException) {
            return "the program's user may not write the file";
        }
        if (cause instanceof EOFException) {
            return "the file is damaged or was cut off, for instance by a full disk";
        }
        return said.isBlank() || said.equals("null") ? cause.getClass().getSimpleName() : said;
    }

    @Override
    public void close() {
        if (database instanceof HikariDataSource pool) {
            pool.close();
        } else if (database instanceof SingleConnectionDataSource connection) {
            connection.destroy();
        }
    }
}
