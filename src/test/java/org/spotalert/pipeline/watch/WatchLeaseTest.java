package org.spotalert.pipeline.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.spotalert.pipeline.store.TestStore;

/** Which of the replicas watches. */
class WatchLeaseTest {

    @Test
    void oneReplicaWatchesAndAnotherTakesOverFromOneThatIsGone() throws Exception {
        String url = "jdbc:h2:mem:replicas;DB_CLOSE_DELAY=5";
        List<TestStore> stores = Stream.generate(() -> new TestStore(url, Clock.systemUTC()))
                .limit(3)
                .toList();
        List<WatchLease> leases =
                stores.stream().map(each -> new WatchLease(each.access())).toList();

        assertThat(leases.stream().filter(WatchLease::acquire)).containsExactly(leases.get(0));
        assertThat(leases.stream().filter(WatchLease::acquire)).containsExactly(leases.get(0));
        leases.forEach(WatchLease::renew);
        assertThat(leases.get(1).acquire()).isFalse();

        // The first one is gone: nobody renews its lease.
        lapse(url);
        assertThat(Stream.of(leases.get(1), leases.get(2)).filter(WatchLease::acquire))
                .containsExactly(leases.get(1));
        assertThat(leases.get(0).acquire()).isFalse();
        stores.forEach(TestStore::close);
    }

    private static void lapse(String url) throws Exception {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(
                            "UPDATE delivery SET leased_until = CURRENT_TIMESTAMP - INTERVAL '1' SECOND"))
                    .isOne();
        }
    }
}
