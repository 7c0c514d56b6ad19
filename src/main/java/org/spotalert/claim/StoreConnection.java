package org.spotalert.claim;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * A connection to the database of the claims for somebody beside the running program, to be destroyed at the end. An H2 file
 * belongs to one process at a time.
 */
public final class StoreConnection {

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
