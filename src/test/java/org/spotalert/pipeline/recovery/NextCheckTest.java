package org.spotalert.pipeline.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.spotalert.channels.message.Alerts;
import org.spotalert.model.Alert;
import org.spotalert.model.AlertKind;
import org.spotalert.model.Samples;
import org.spotalert.model.Severity;
import org.spotalert.pipeline.intake.FollowUp;
import org.spotalert.pipeline.intake.FollowUp.FollowedInstance;
import org.spotalert.pipeline.intake.UndeliveredException;
import org.spotalert.pipeline.notify.Channels;
import org.spotalert.pipeline.notify.routing.Condition;
import org.spotalert.pipeline.notify.routing.RunningChannel;

/** What is put on the queue for the next look, and that it is put there once. */
class NextCheckTest {

    private static final Instant BEGUN = Instant.parse("2026-11-20T08:15:44Z");
    private static final String THREAD = "spot/digest/1";
    private static final Map<String, String> CHAT = Map.of("chat", THREAD);
    private static final Map<String, String> MAIL = Map.of("mail", "spot/digest/2");

    private final Store store = new Store();
    private final Channels channels = new Channels(
            () -> Stream.of("chat", "mail", "pager")
                    .map(name -> new RunningChannel("direct://channel-" + name, Condition.parse("")))
                    .toList(),
            property -> Optional.empty());
    private final NextCheck nextLook = new NextCheck(channels, store.claims());

    @BeforeEach
    void open() {
        store.open();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static RecoveryStep step(AlertKind kind, Map<String, String> threads, String... elsewhere) {
        FollowedInstance instance =
                RecoveryState.instance(Alerts.warning().alert().impact(), Severity.WARNING, threads, Set.of(elsewhere));
        FollowUp state = new FollowUp("1", THREAD, BEGUN, BEGUN.plusSeconds(600), BEGUN, List.of(instance), List.of());
        Alert alert = Samples.warning().after(THREAD, threads, elsewhere).alert(kind);
        return new RecoveryStep(
                state, List.of(alert), state.after(BEGUN.plusSeconds(15), List.of(instance), List.of()));
    }

    private static RecoveryStep detail(Map<String, String> threads, String... elsewhere) {
        return step(AlertKind.DETAIL, threads, elsewhere);
    }

    private static Map<String, String> threads(RecoveryStep step) {
        return Objects.requireNonNull(step.next()).instances().get(0).threads();
    }

    @Test
    void stepWithoutNewsIsAsItWas() throws UndeliveredException {
        RecoveryStep detail = detail(CHAT);
        RecoveryStep quiet = new RecoveryStep(detail.followUp(), List.of(), detail.next());
        RecoveryStep last = detail.withNext(null);

        assertThat(nextLook.prepare(quiet)).isEqualTo(quiet);
        assertThat(nextLook.prepare(last)).isEqualTo(last);
    }

    @Test
    void whoHearsOfItByTheDetailIsToldTheEndInTheSameThread() throws UndeliveredException {
        assertThat(threads(nextLook.prepare(detail(MAIL))))
                .isEqualTo(Map.of("mail", "spot/digest/2", "chat", THREAD, "pager", THREAD));
    }

    @Test
    void whoIsToldByAnotherFollowUpIsNotToldByThisOne() throws UndeliveredException {
        assertThat(threads(nextLook.prepare(detail(CHAT, "mail", "pager")))).isEqualTo(CHAT);
    }

    @Test
    void whereNobodyKnowsWhoWasToldTheConditionsSayWhoIsToldTheEnd() throws UndeliveredException {
        assertThat(threads(nextLook.prepare(detail(Map.of())))).isEmpty();
    }

    @Test
    void stepThatIsTakenAgainAsksForNoSecondLook() throws UndeliveredException {
        RecoveryStep step = nextLook.prepare(detail(CHAT));
        nextLook.asked(step);
        // A channel has refused the news.
        nextLook.giveBack(step);

        assertThat(nextLook.prepare(detail(CHAT)).goesOn()).isFalse();
    }

    @Test
    void lookThatCouldNotBeAskedForIsAskedForAgain() throws UndeliveredException {
        RecoveryStep step = nextLook.prepare(detail(CHAT));
        nextLook.giveBack(step);

        assertThat(nextLook.prepare(detail(CHAT)).goesOn()).isTrue();
    }

    @Test
    void followUpsOfOneInstanceLookEachForItsOwnChannels() throws UndeliveredException {
        nextLook.asked(nextLook.prepare(detail(CHAT, "mail")));

        assertThat(nextLook.prepare(detail(MAIL, "chat")).goesOn()).isTrue();
    }

    @Test
    void withoutTheStoreTheNextLookIsAskedFor() throws UndeliveredException {
        nextLook.asked(nextLook.prepare(detail(CHAT)));
        store.close();

        assertThat(nextLook.prepare(detail(CHAT)).goesOn()).isTrue();
    }
}
