package org.spotalert.pipeline.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.spotalert.model.Alert;
import org.spotalert.model.Failure;
import org.spotalert.model.FailureReason;
import org.spotalert.model.Impact;
import org.spotalert.pipeline.notify.deliveries.DeliveryLog.Partition;

/** Which instances are drained, and when: once each, as soon as one channel has notified people. */
class DrainingTest {

    private static final Alert ONE = Sent.alert("i-1").draining("drained");
    private static final Alert TWO = Sent.alert("i-2").draining("drained");
    private static final Alert NOT_ANNOUNCED = Sent.alert("i-3");

    private final List<List<String>> drained = new ArrayList<>();
    private final Map<String, String> problems = new TreeMap<>();
    private final List<String> recorded = new ArrayList<>();
    private final Draining draining =
            new Draining(true, this::drain, interruption -> recorded.add(interruption.resourceId()));

    private Map<String, String> drain(Collection<Impact> impacts) {
        drained.add(impacts.stream()
                .map(impact -> impact.interruption().resourceId())
                .toList());
        if (problems.containsKey("all")) {
            throw new IllegalStateException(problems.get("all"));
        }
        return problems;
    }

    private static Delivery to(String channel, Alert... alerts) {
        return Delivery.of(channel, "direct:" + channel, null, List.of(alerts));
    }

    @Test
    void firstChannelThatNotifiedPeopleDrainsAndNoOtherDrainsAgain() {
        Delivery first = to("sns", ONE, NOT_ANNOUNCED).sent();
        Delivery second = to("chat", ONE, TWO).sent();
        draining.drain(first);
        draining.drain(second);
        draining.drain(first);

        assertThat(drained).containsExactly(List.of("i-1"), List.of("i-2"));
        assertThat(recorded).containsExactly("i-1", "i-2");
    }

    @Test
    void channelThatFailedDrainsNothing() {
        Delivery failed = to("chat", ONE).failed(new Failure(FailureReason.REFUSED, "refused"));
        draining.drain(failed);
        draining.drain(failed);
        assertThat(drained).isEmpty();

        draining.drain(failed.sentBy(to("email", ONE).sent()));
        assertThat(drained).containsExactly(List.of("i-1"));
    }

    @Test
    void whatNobodyReceivedInTimeIsDrainedOnce() {
        List<Alert> alerts = List.of(ONE, NOT_ANNOUNCED);
        assertThat(draining.announced(alerts)).isTrue();
        assertThat(draining.announced(List.of(NOT_ANNOUNCED))).isFalse();

        draining.drain(alerts);
        draining.drain(to("chat", ONE).sent());

        assertThat(drained).containsExactly(List.of("i-1"));
    }

    @Test
    void whatWasSentBeforeACrashIsDrainedInTheEnd() {
        draining.drain(to("sns", ONE).withPartition(new Partition(List.of(), List.of(ONE), List.of())));

        assertThat(drained).containsExactly(List.of("i-1"));
    }

    @Test
    void whatCouldNotBeDrainedIsTriedAgainInTheEnd() {
        Delivery sent = to("sns", ONE, TWO).sent();
        problems.put("i-2", "AccessDeniedException");
        draining.drain(sent);
        problems.clear();
        draining.drain(sent);
        draining.drain(sent);

        assertThat(drained).containsExactly(List.of("i-1", "i-2"), List.of("i-2"));
    }

    @Test
    void failureIsLoggedAndLeavesEverythingToTheNextTry() {
        Delivery sent = to("sns", ONE).sent();
        problems.put("all", "no answer");

        assertThatThrownBy(() -> draining.drain(sent)).hasMessage("no answer");
        assertThatThrownBy(() -> draining.drain(sent)).hasMessage("no answer");
        assertThat(drained).hasSize(2);
    }
}
