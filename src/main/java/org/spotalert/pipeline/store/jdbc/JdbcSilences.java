package org.spotalert.pipeline.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.spotalert.model.NamePattern;
import org.spotalert.model.Scope;
import org.spotalert.model.Silence;
import org.spotalert.pipeline.store.Silences;
import org.springframework.jdbc.core.JdbcTemplate;

/** The silences in a database. */
record JdbcSilences(JdbcTemplate sql) implements Silences {

    private static final String ADD = """
            INSERT INTO silence (id, accounts, regions, clusters, services, owner, reason, starts_at, ends_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String NOT_OVER = "SELECT * FROM silence WHERE ends_at > ? ORDER BY ends_at, id";
    private static final String EXPIRE = "UPDATE silence SET ends_at = ? WHERE id = ? AND ends_at > ?";
    private static final String FORGET = "DELETE FROM silence WHERE ends_at < ?";
    /** How long a silence that is over can still be looked up in the database. */
    private static final Duration KEPT = Duration.ofDays(30);

    @Override
    public void add(Silence silence) {
        sql.update(FORGET, JdbcIncidents.time(silence.startsAt().minus(KEPT)));
        sql.update(
                ADD,
                silence.id(),
                NamePattern.text(silence.scope().accounts()),
                NamePattern.text(silence.scope().regions()),
                NamePattern.text(silence.scope().clusters()),
                NamePattern.text(silence.scope().services()),
                silence.owner(),
                silence.reason(),
                JdbcIncidents.time(silence.startsAt()),
                JdbcIncidents.time(silence.endsAt()));
    }

    @Override
    public List<Silence> notOver(Instant now) {
        return sql.query(NOT_OVER, (row, number) -> silence(row), JdbcIncidents.time(now));
    }

    @Override
    public boolean expire(String id, Instant now) {
        return sql.update(EXPIRE, JdbcIncidents.time(now), id, JdbcIncidents.time(now)) > 0;
    }

    private static Silence silence(ResultSet row) throws SQLException {
        return new Silence(
                row.getString("id"),
                Scope.parse(
                        row.getString("accounts"),
                        row.getString("regions"),
                        row.getString("clusters"),
                        row.getString("services")),
                row.getString("owner"),
                row.getString("reason"),
                row.getTimestamp("starts_at").toInstant(),
                row.getTimestamp("ends_at").toInstant());
    }
}
