package org.spotalert.pipeline.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spotalert.model.AffectedService;
import org.spotalert.model.Capacity;
import org.spotalert.model.Capacity.Room;
import org.spotalert.model.Capacity.TaskSize;
import org.spotalert.model.Decision.Verdict;
import org.spotalert.model.Impact;
import org.spotalert.pipeline.decide.DecisionRule.Answer;

class EnoughCapacityRuleTest {

    private static final TaskSize TASK = new TaskSize("orders", 256, 512);
    private static final Room FREE = new Room("i-9", false, 1024, 2048);

    private static Answer ask(Impact impact, Impact... others) {
        List<Impact> batch = Stream.concat(Stream.of(impact), Stream.of(others)).toList();
        return new EnoughCapacityRule(true).over(batch, Loss.NOTICED).apply(impact);
    }

    private static Loss roomy() {
        return Loss.one().room(List.of(TASK), FREE);
    }

    private static Loss roomy(int desired, int running, int percent) {
        return Loss.one()
                .services(Loss.service("orders", desired, running, percent))
                .room(List.of(TASK), FREE);
    }

    @Test
    void switchedOffItSaysNothing() {
        Answer answer = new EnoughCapacityRule(false)
                .over(List.of(roomy().impact()), Loss.NOTICED)
                .apply(roomy().impact());

        assertThat(answer).isEqualTo(Answer.noOpinion("switched off"));
    }

    @Test
    void lossThatHurtsNobodyIsSuppressed() {
        assertThat(ask(roomy().impact()))
                .isEqualTo(Answer.suppress(
                        "every service keeps its minimum, and 1 other instances have room for the lost tasks: 1"));
    }

    /** ECS rounds the minimum up; one task is lost. */
    @ParameterizedTest(name = "{1} of {0} running, minimum {2}%: {3}")
    @CsvSource({
        "4, 4, 50, SUPPRESS",
        "4, 3, 50, SUPPRESS",
        "4, 2, 50, NO_OPINION",
        "3, 3, 50, SUPPRESS",
        "3, 2, 50, NO_OPINION",
        "3, 3, 66, SUPPRESS",
        "3, 3, 67, NO_OPINION",
        "4, 4, 75, SUPPRESS",
        "4, 4, 76, NO_OPINION",
        "4, 5, 100, SUPPRESS",
        "4, 4, 100, NO_OPINION",
        "2, 2, 0, SUPPRESS",
        "2, 1, 0, NO_OPINION",
        "1, 1, 0, NO_OPINION",
    })
    void everyServiceMustKeepItsMinimum(int desired, int running, int percent, Verdict expected) {
        assertThat(ask(roomy(desired, running, percent).impact()).verdict()).isEqualTo(expected);
    }

    @Test
    void instancesThatGoTogetherAreJudgedTogether() {
        Loss loss = roomy(4, 4, 50);

        assertThat(ask(loss.impact(), loss.id("i-2").impact()).verdict()).isEqualTo(Verdict.SUPPRESS);
        assertThat(ask(loss.impact(), loss.id("i-2").impact(), loss.id("i-3").impact()))
                .isEqualTo(Answer.noOpinion("orders keeps 1 running of at least 2"));
        // Two notices about one instance, and the same name in another cluster or account, are no further losses.
        assertThat(ask(
                                loss.impact(),
                                loss.impact(),
                                loss.id("i-2").cluster("green").impact(),
                                loss.id("i-3").account("444455556666").impact(),
                                loss.id("i-4").impact())
                        .verdict())
                .isEqualTo(Verdict.SUPPRESS);
    }

    @Test
    void serviceThatRunsLessThanItLosesKeepsNone() {
        AffectedService service = Loss.service("orders", 4, 1, 50);
        Loss loss = roomy(4, 4, 50).services(new AffectedService("orders", service.cluster(), 3, 3, service.status()));

        assertThat(ask(loss.impact())).isEqualTo(Answer.noOpinion("orders keeps 0 running of at least 2"));
    }

    @Test
    void everyLostTaskMustFindAPlace() {
        assertThat(ask(Loss.one().room(List.of(TASK)).impact()).verdict()).isEqualTo(Verdict.NO_OPINION);
        assertThat(ask(Loss.one()
                                .room(List.of(TASK), new Room("i-9", false, 256, 512))
                                .impact())
                        .verdict())
                .isEqualTo(Verdict.SUPPRESS);
        assertThat(ask(Loss.one()
                        .room(List.of(TASK), new Room("i-9", false, 255, 512), new Room("i-8", false, 256, 511))
                        .impact()))
                .isEqualTo(
                        Answer.noOpinion("no other instance has room for a task of orders (256 CPU units, 512 MiB)"));
    }

    @Test
    void largeTasksFindTheirPlaceFirst() {
        TaskSize large = new TaskSize("orders", 100, 1500);

        assertThat(ask(Loss.one()
                                .room(
                                        List.of(TASK, large),
                                        new Room("i-8", false, 1024, 1500),
                                        new Room("i-9", false, 1024, 512))
                                .impact())
                        .verdict())
                .isEqualTo(Verdict.SUPPRESS);
    }

    @Test
    void instancesOfTheBatchHaveNoRoomForEachOther() {
        Loss one = Loss.one().room(List.of(TASK), new Room("i-2", false, 1024, 2048));
        Loss two = Loss.one().id("i-2").room(List.of(TASK), new Room("i-1", false, 1024, 2048));

        assertThat(ask(one.impact()).verdict()).isEqualTo(Verdict.SUPPRESS);
        assertThat(ask(one.impact(), two.impact()).verdict()).isEqualTo(Verdict.NO_OPINION);
        // Together they need twice the place.
        Room single = new Room("i-9", false, 256, 512);
        assertThat(ask(
                                Loss.one().room(List.of(TASK), single).impact(),
                                Loss.one().id("i-2").room(List.of(TASK), single).impact())
                        .verdict())
                .isEqualTo(Verdict.NO_OPINION);
    }

    @Test
    void whileOthersLeaveTheAnswerIsNo() {
        assertThat(ask(Loss.one()
                        .room(List.of(TASK), FREE, new Room("i-8", true, 0, 0))
                        .impact()))
                .isEqualTo(Answer.noOpinion("other instances of the cluster that leave too: 1"));
    }

    @Test
    void standaloneTasksAreSent() {
        assertThat(ask(roomy().tasks("family:import").impact()).verdict()).isEqualTo(Verdict.NO_OPINION);
    }

    @Test
    void whatIsUnknownIsNotEnough() {
        Loss plain = Loss.one();
        AffectedService uncounted = new AffectedService("orders", "blue", 1, 1, null);

        assertThat(ask(plain.impact())).isEqualTo(Answer.indeterminate("the cluster's room was not looked up"));
        assertThat(ask(plain.capacity(new Capacity(List.of(), List.of(), "ECS was slow"))
                        .impact()))
                .isEqualTo(Answer.indeterminate("ECS was slow"));
        assertThat(ask(roomy().partial("ECS was slow").impact()).verdict()).isEqualTo(Verdict.INDETERMINATE);
        assertThat(ask(roomy().services(uncounted).impact()).verdict()).isEqualTo(Verdict.INDETERMINATE);
        assertThat(ask(roomy().impact(), plain.id("i-2").impact()).verdict()).isEqualTo(Verdict.INDETERMINATE);
        assertThat(ask(
                        roomy().impact(),
                        plain.id("i-2")
                                .withoutServices()
                                .cluster(null)
                                .partial("ECS was slow")
                                .impact()))
                .isEqualTo(Answer.indeterminate("the cluster of an instance that goes too is unknown"));
        // One that loses nothing needs no place.
        assertThat(ask(roomy().impact(), plain.id("i-2").withoutServices().impact())
                        .verdict())
                .isEqualTo(Verdict.SUPPRESS);
    }
}
