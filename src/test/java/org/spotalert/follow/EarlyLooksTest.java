package org.spotalert.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.spotalert.event.FollowUp;
import org.spotalert.event.FollowUp.FollowedService;
import org.spotalert.event.ServiceChange;

class EarlyLooksTest {

    private static final Instant NOW = Instant.parse("2026-11-20T08:15:42Z");

    /** What the store was asked, and what was looked at. */
    private final List<Set<ServiceChange>> questions = new ArrayList<>();

    private final List<List<String>> looks = new ArrayList<>();
    /** The open follow-ups by the service that they watch, and those that a look finds over. */
    private final Map<ServiceChange, FollowUp> open = new HashMap<>();

    private final List<String> over = new ArrayList<>();
    private final EarlyLooks early = new EarlyLooks(this::watching, this::look);

    private List<FollowUp> watching(Collection<ServiceChange> changes) {
        questions.add(Set.copyOf(changes));
        return changes.stream().filter(open::containsKey).map(open::get).toList();
    }

    private List<FollowUpStep> look(List<FollowUp> followUps) {
        looks.add(followUps.stream().map(FollowUp::id).toList());
        return followUps.stream()
                .map(followUp -> new FollowUpStep(followUp, List.of(), over.contains(followUp.id()) ? null : followUp))
                .toList();
    }

    private static ServiceChange change(String service) {
        return new ServiceChange("123456789012", "eu-west-1", "shop", service);
    }

    private static FollowUp followUp(String id, int services) {
        return new FollowUp(
                id,
                "spot/digest/" + id,
                NOW,
                NOW.plusSeconds(600),
                NOW,
                List.of(),
                IntStream.range(0, services)
                        .mapToObj(number -> new FollowedService(
                                "123456789012", "eu-west-1", "shop", "service-" + number, Duration.ZERO))
                        .toList());
    }

    @Test
    void nothingIsAskedWhenNothingHasChanged() {
        assertThat(early.look()).isEmpty();

        assertThat(questions).isEmpty();
    }

    @Test
    void nothingIsLookedAtWhenNobodyWatches() {
        early.note(change("checkout"));

        assertThat(early.look()).isEmpty();
        assertThat(questions).hasSize(1);
        assertThat(looks).isEmpty();
    }

    @Test
    void thousandChangesOfAServiceAreOneQuestionAndOneLook() {
        open.put(change("checkout"), followUp("one", 1));
        for (int number = 0; number < 1_000; number++) {
            early.note(change("checkout"));
        }

        assertThat(early.look()).isEmpty();
        assertThat(questions).containsExactly(Set.of(change("checkout")));
        assertThat(looks).containsExactly(List.of("one"));
        assertThat(early.look()).isEmpty();
        assertThat(questions).hasSize(1);
    }

    @Test
    void changeAfterALookIsForTheNextOne() {
        open.put(change("checkout"), followUp("one", 1));
        early.note(change("checkout"));
        early.look();
        early.note(change("checkout"));
        over.add("one");

        assertThat(early.look())
                .singleElement()
                .satisfies(step -> assertThat(step.followUp()).isEqualTo(followUp("one", 1)));
    }

    @Test
    void onlyWhatIsOverHasAStep() {
        open.put(change("checkout"), followUp("one", 1));
        open.put(change("search"), followUp("two", 1));
        over.add("two");
        early.note(change("checkout"));
        early.note(change("search"));

        assertThat(early.look()).extracting(step -> step.followUp().id()).containsExactly("two");
    }

    @Test
    void inAStormTheRemindersLookAtMostOfIt() {
        for (int number = 0; number < 10; number++) {
            open.put(change("service-" + number), followUp("storm-" + number, 40));
            early.note(change("service-" + number));
        }
        early.look();

        assertThat(looks).singleElement().satisfies(look -> assertThat(look).hasSize(2));
    }

    @Test
    void changesThatNobodyTakesDoNotPileUp() {
        for (int number = 0; number < 100_000; number++) {
            early.note(change("service-" + number));
        }
        early.look();

        assertThat(questions)
                .singleElement()
                .satisfies(asked -> assertThat(asked).hasSize(1_000));
    }
}
