package org.spotalert.fleet;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.WireMock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spotalert.model.AffectedService;
import org.spotalert.model.ContainerInstance;
import org.spotalert.model.Impact;

/** ECS's lists are eventually consistent, and an instance may have several records: what follows from such answers. */
class ContradictoryEcsTest extends EcsAnswers {

    static Stream<List<Integer>> orders() {
        return Stream.of(
                List.of(0, 1, 2),
                List.of(0, 2, 1),
                List.of(1, 0, 2),
                List.of(1, 2, 0),
                List.of(2, 0, 1),
                List.of(2, 1, 0));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void allRecordsOfAnInstanceCountInWhateverOrder(List<Integer> order) {
        Row stale = new Row("a", ID, "ACTIVE", false, 1, 0);
        Row connected = new Row("b", ID, "DRAINING", true, 2, 0);
        Row gone = new Row("c", ID, "INACTIVE", false, 0, 0);
        List<Row> rows = Stream.of(stale, connected, gone).toList();
        lists(order.stream().map(rows::get).map(Row::arn).toList());
        List<Integer> backwards = new ArrayList<>(order);
        Collections.reverse(backwards);
        describes(backwards.stream().map(rows::get).toList(), List.of());
        noOtherTasks();
        tasks(stale, "RUNNING", List.of("1"));
        tasks(connected, "RUNNING", List.of("2", "3"));
        describesTasks(
                List.of(
                        stale.runs("1", "service:web", "RUNNING", "RUNNING"),
                        connected.runs("2", "service:web", "RUNNING", "RUNNING"),
                        connected.runs("3", "family:job", "RUNNING", "RUNNING")),
                List.of());

        Impact impact = impact(ID);

        assertThat(impact.completeness().reason()).isEmpty();
        assertThat(impact.services())
                .singleElement()
                .satisfies(service -> assertThat(service.tasksOnInstance()).isEqualTo(2));
        assertThat(impact.standaloneTasks()).hasSize(1);
        assertThat(impact.containerInstance()).isEqualTo(new ContainerInstance(connected.arn(), ID, "DRAINING"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void tasksOfAStaleRecordAloneAreLostToo(boolean staleFirst) {
        Row stale = new Row(staleFirst ? "a" : "z", ID, "ACTIVE", false, 1, 0);
        Row connected = new Row("m", ID, "ACTIVE", true, 0, 0);
        known(staleFirst ? List.of(stale, connected) : List.of(connected, stale));
        noOtherTasks();
        tasks(stale, "RUNNING", List.of("1"));
        describesTasks(List.of(stale.runs("1", "service:web", "RUNNING", "RUNNING")), List.of());

        Impact impact = impact(ID, OTHER);

        assertThat(impact.services()).extracting(AffectedService::name).containsExactly("web");
        assertThat(impact.containerInstance()).hasFieldOrPropertyWithValue("arn", connected.arn());
    }

    @Test
    void recordThatIsRememberedAndEmptyIsNoGroundForSilence() {
        Row first = new Row("a", ID, "ACTIVE", true, 0, 0);
        known(List.of(first));
        noOtherTasks();
        remember(1, 0);
        assertThat(impact(ID).losesTasks()).isFalse();
        Row stale = new Row("a", ID, "ACTIVE", false, 0, 0);
        Row second = new Row("b", ID, "ACTIVE", true, 1, 0);
        lists(List.of(stale.arn(), second.arn()));
        ecs.stubFor(action("DescribeContainerInstances")
                .withRequestBody(WireMock.containing(first.arn()))
                .willReturn(okJson("{\"containerInstances\":[" + stale.json() + "]}")));
        ecs.stubFor(action("DescribeContainerInstances")
                .withRequestBody(WireMock.containing(second.arn()))
                .willReturn(okJson("{\"containerInstances\":[" + second.json() + "]}")));
        tasks(second, "RUNNING", List.of("1"));
        describesTasks(List.of(second.runs("1", "service:web", "RUNNING", "RUNNING")), List.of());

        Impact impact = impact(ID);

        assertThat(impact.services()).hasSize(1);
        assertThat(impact.completeness().reason()).isEmpty();
        assertThat(impact.containerInstance()).hasFieldOrPropertyWithValue("arn", second.arn());
    }

    @ParameterizedTest
    @ValueSource(strings = {ID, ID + "," + OTHER})
    void tasksThatAreCountedAndNotListedLeaveTheImpactUnknown(String ids) {
        known(List.of(new Row("a", ID, "ACTIVE", true, 1, 1)));
        noOtherTasks();

        Impact impact = impact(ids.split(","));

        assertThat(impact.completeness().reason()).isEqualTo("ECS counts 2 tasks on the instance, and describes 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {ID, ID + "," + OTHER})
    void tasksThatAreListedAndNotDescribedLeaveTheImpactUnknown(String ids) {
        Row row = new Row("a", ID, "ACTIVE", true, 2, 0);
        known(List.of(row));
        noOtherTasks();
        tasks(row, "RUNNING", List.of("1", "2"));
        describesTasks(List.of(), List.of("1", "2"));

        assertThat(impact(ids.split(",")).completeness().reason()).isEqualTo("tasks could not be described (MISSING)");
    }

    @Test
    void alertSaysThatOneOfItsTasksIsMissing() {
        Row row = new Row("a", ID, "ACTIVE", true, 2, 0);
        known(List.of(row));
        noOtherTasks();
        tasks(row, "RUNNING", List.of("1", "2"));
        describesTasks(List.of(row.runs("1", "service:web", "RUNNING", "RUNNING")), List.of("2"));

        Impact impact = impact(ID);

        assertThat(impact.services()).hasSize(1);
        assertThat(impact.completeness().reason()).isEqualTo("tasks could not be described (MISSING)");
    }

    @ParameterizedTest
    @ValueSource(strings = {ID, ID + "," + OTHER})
    void containerInstanceThatIsListedAndNotDescribedLeavesTheImpactUnknown(String ids) {
        Row row = new Row("a", ID, "ACTIVE", true, 2, 0);
        lists(List.of(row.arn()));
        describes(List.of(), List.of(row.arn()));
        noOtherTasks();

        assertThat(impact(ids.split(",")).completeness().reason())
                .isEqualTo("cluster blue could not be asked about the instance (it does not describe a container"
                        + " instance that it lists: MISSING)");
    }

    @Test
    void secondRecordThatIsNotDescribedSpoilsTheSilenceOfTheFirst() {
        Row empty = new Row("a", ID, "ACTIVE", true, 0, 0);
        lists(List.of(empty.arn(), ARN + "container-instance/blue/b"));
        describes(List.of(empty), List.of(ARN + "container-instance/blue/b"));
        noOtherTasks();

        assertThat(impact(ID).completeness().partial()).isTrue();
        assertThat(impact(ID, OTHER).completeness().partial()).isTrue();
    }

    @Test
    void serviceThatEcsDoesNotDescribeIsNamed() {
        Row row = new Row("a", ID, "ACTIVE", true, 1, 0);
        known(List.of(row));
        noOtherTasks();
        tasks(row, "RUNNING", List.of("1"));
        describesTasks(List.of(row.runs("1", "service:web", "RUNNING", "RUNNING")), List.of());
        ecs.stubFor(action("DescribeServices")
                .willReturn(okJson("{\"services\":[],\"failures\":[{\"arn\":\"" + ARN
                        + "service/blue/web\",\"reason\":\"MISSING\"}]}")));

        assertThat(impact(ID).completeness().reason()).isEqualTo("service web could not be described (MISSING)");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void pendingTasksOfAnAlertMayBeCountedOnceOrTwice(int running) {
        Row row = new Row("a", ID, "ACTIVE", true, running, 1);
        known(List.of(row));
        noOtherTasks();
        tasks(row, "RUNNING", List.of("1", "2"));
        describesTasks(
                List.of(
                        row.runs("1", "service:web", "RUNNING", "RUNNING"),
                        row.runs("2", "service:web", "PENDING", "RUNNING")),
                List.of());

        assertThat(impact(ID).completeness().reason()).isEmpty();
    }

    @Test
    void tasksThatAreStoppingAreListedAndNotCounted() {
        Row row = new Row("a", ID, "DRAINING", true, 1, 0);
        known(List.of(row));
        tasks(row, "RUNNING", List.of("0"));
        tasks(row, "STOPPED", List.of("1", "2"));
        describesTasks("0", List.of(row.runs("0", "service:web", "RUNNING", "RUNNING")));
        describesTasks(
                "1",
                Stream.of("1", "2")
                        .map(name -> row.runs(name, "service:web", "DEACTIVATING", "STOPPED"))
                        .toList());

        Impact impact = impact(ID);

        assertThat(impact.completeness().reason()).isEmpty();
        assertThat(impact.services())
                .singleElement()
                .satisfies(service -> assertThat(service.tasksOnInstance()).isEqualTo(3));
    }

    @Test
    void listOfStoppedTasksFollowsThatOfTheOthersAndHoldsUpNoDescription() {
        int delay = 2000;
        Row row = new Row("a", ID, "ACTIVE", true, 1, 0);
        known(List.of(row));
        tasks(row, "RUNNING", List.of("1"), delay);
        tasks(row, "STOPPED", List.of(), delay);
        describesTasks(List.of(row.runs("1", "service:web", "RUNNING", "RUNNING")), List.of());

        assertThat(impact(ID).completeness().reason()).isEmpty();

        long running = askedAt("RUNNING");
        long stopped = askedAt("STOPPED");
        assertThat(stopped).isGreaterThanOrEqualTo(running + delay);
        assertThat(askedAt("task/blue/1")).isBetween(running + delay, stopped + delay - 1);
    }

    /** When ECS received the question with this text, in milliseconds. */
    private long askedAt(String text) {
        return ecs.findAll(WireMock.postRequestedFor(WireMock.anyUrl()).withRequestBody(WireMock.containing(text)))
                .get(0)
                .getLoggedDate()
                .toInstant()
                .toEpochMilli();
    }
}
