package org.spotalert.pipeline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.spotalert.model.AlertKind;
import org.spotalert.model.DeliveryKey;
import org.spotalert.model.Incident;
import org.spotalert.model.Samples;
import org.spotalert.pipeline.store.jdbc.JdbcStore;
import org.spotalert.platform.store.StoreSettings;

class H2StoreTest extends StoreContract {

    @Override
    Store connect(Lease lease) {
        return connect(lease, Duration.ofDays(14));
    }

    private Store connect(Lease lease, Duration retention) {
        return JdbcStore.pooled(
                new StoreSettings("jdbc:h2:mem:" + own, null, null, retention, retention, lease.length(), null), lease);
    }

    @Test
    void onlyWhatIsOlderThanItsRetentionIsForgotten() {
        Store store = open("one", LONG);
        DeliveryKey sent = new DeliveryKey("sent", AlertKind.WARNING);
        DeliveryKey inFlight = new DeliveryKey("in flight", AlertKind.WARNING);
        Incident incident =
                Incident.of(Samples.warning().noticedAt(Instant.now()).alert(), Instant.now());
        store.deliveries().markSent("chat", Set.of(sent));
        store.deliveries().acquire("chat", Set.of(inFlight));
        store.incidents().save(List.of(incident));

        assertThat(store.forget()).isZero();
        try (Store strict = connect(Lease.ofThisProcess(LONG), Duration.ofSeconds(1))) {
            await("the second").until(() -> {
                strict.forget();
                return store.incidents().find(List.of(incident.key())).isEmpty()
                        && store.deliveries().sentTo(Set.of(sent)).isEmpty();
            });
        }
        assertThat(store.deliveries().acquire("chat", Set.of(inFlight)).leased())
                .isEmpty();
    }
}
