package org.spotalert.pipeline.notify.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spotalert.channels.message.Alerts;
import org.spotalert.model.Alert;
import org.spotalert.model.AlertKind;
import org.spotalert.model.DeliveryKey;
import org.spotalert.pipeline.store.Deliveries.State;

/** What a channel receives when several things follow the same warning. */
class DeliveryOrderTest {

    private static DeliveryKey key(AlertKind kind) {
        return DeliveryKey.of(kind, Alerts.warning().alert().impact().interruption());
    }

    private static Set<DeliveryKey> keys(String kinds) {
        return Stream.of(kinds.trim().split(" +"))
                .filter(kind -> !kind.isEmpty())
                .map(kind -> key(AlertKind.valueOf(kind.toUpperCase(Locale.ROOT))))
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # alert       | is being sent | was sent              | turn
            warning       | detail        | recovered             | next
            detail        | ''            | ''                    | next
            detail        | ''            | warning               | next
            detail        | recovered     | ''                    | waits
            detail        | ''            | recovered             | past
            detail        | ''            | not_recovered         | past
            recovered     | ''            | warning detail        | next
            recovered     | detail        | warning               | waits
            recovered     | not_recovered | ''                    | waits
            recovered     | ''            | not_recovered         | past
            not_recovered | ''            | recovered detail      | past
            not_recovered | detail        | ''                    | waits
            # Its own delivery says whether it was sent before.
            recovered     | recovered     | ''                    | next
            recovered     | ''            | recovered             | next
            """)
    void detailsComeBeforeTheResolutionAndOneResolutionIsSent(
            String kind, String underWay, String earlier, String turn) {
        Alert alert = Alerts.warning().alert(AlertKind.valueOf(kind.toUpperCase(Locale.ROOT)));
        Set<DeliveryKey> key = Set.of(DeliveryKey.of(alert));

        DeliveryOrder turns = DeliveryOrder.of(List.of(alert), asked -> {
            Set<DeliveryKey> sent = keys(earlier);
            Set<DeliveryKey> sending = keys(underWay);
            sent.retainAll(asked);
            sending.retainAll(asked);
            Map<DeliveryKey, State> states = new HashMap<>();
            sending.forEach(each -> states.put(each, State.IN_FLIGHT));
            sent.forEach(each -> states.put(each, State.SENT));
            return states;
        });

        assertThat(turns.next()).isEqualTo(turn.equals("next") ? key : Set.of());
        assertThat(turns.past()).isEqualTo(turn.equals("past") ? key : Set.of());
    }

    @Test
    void warningsAskNothing() {
        DeliveryOrder turns = DeliveryOrder.of(List.of(Alerts.warning().alert()), asked -> {
            throw new AssertionError("a question for warnings");
        });

        assertThat(turns.next()).containsExactly(key(AlertKind.WARNING));
    }
}
