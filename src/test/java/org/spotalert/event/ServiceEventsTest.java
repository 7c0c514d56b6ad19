package org.spotalert.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spotalert.local.Events;

class ServiceEventsTest {

    private static final ServiceChange CHECKOUT = new ServiceChange("123456789012", "eu-west-1", "shop", "checkout");

    private final EventParser parser = new EventParser(
            "us-east-1", () -> Optional.of("210987654321"), EnumSet.allOf(InterruptionKind.class), true);

    private ReceivedEvent parse(String body) throws UnreadableEventException {
        return parser.parse(body, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"service-steady-state", "deployment-completed", "service-task-running"})
    void changeNamesServiceAndCluster(String name) throws UnreadableEventException {
        assertThat(parse(Events.text(name))).isEqualTo(CHECKOUT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            service-steady-state | SERVICE_STEADY_STATE     | SERVICE_DEPLOYMENT_COMPLETED
            service-steady-state | service/shop/checkout    | service/checkout
            service-steady-state | ["arn:aws:ecs:eu-west-1:123456789012:service/shop/checkout"] | "arn:aws:ecs:eu-west-1:123456789012:service/shop/checkout"
            service-steady-state | cluster/shop             | <nothing>
            service-task-running | "lastStatus": "RUNNING"  | "lastStatus": "STOPPED", "stopCode": "ServiceSchedulerInitiated"
            service-task-running | "lastStatus": "RUNNING"  | "lastStatus": "STOPPED", "stopCode": "TerminationNotice"
            service-task-running | "launchType": "EC2"      | "launchType": "FARGATE"
            service-task-running | "containers": []         | "containers": [], "later": {}
            """)
    void otherShapesReadTheSame(String name, String before, String after) throws UnreadableEventException {
        assertThat(parse(changed(name, before, after))).isEqualTo(CHECKOUT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            service-steady-state | SERVICE_STEADY_STATE         | SERVICE_TASK_PLACEMENT_FAILURE
            service-steady-state | "eventName"                  | "name"
            service-steady-state | service/shop/checkout        | service/shop/check out
            service-steady-state | service/shop/checkout        | service/shop/checkout/x
            service-steady-state | arn:aws:ecs:eu-west-1:123456789012:service | service
            deployment-completed | SERVICE_DEPLOYMENT_COMPLETED | SERVICE_DEPLOYMENT_FAILED
            deployment-completed | service/shop/checkout        | service/checkout
            service-task-running | "lastStatus": "RUNNING"      | "lastStatus": "PENDING"
            service-task-running | service:checkout             | family:checkout
            service-task-running | service:checkout             | service:check\\u000aout
            service-task-running | cluster/shop                 | cluster/<shop>
            service-task-running | "clusterArn"                 | "cluster"
            """)
    void whatTellsOfNoChangeIsNotForUs(String name, String before, String after) throws UnreadableEventException {
        assertThat(parse(changed(name, before, after))).isInstanceOf(ForeignEvent.class);
    }

    @Test
    void endlessNameIsNotBelieved() throws UnreadableEventException {
        String endless = "a".repeat(100_000);

        assertThat(parse(changed("service-task-running", "service:checkout", "service:" + endless)))
                .isInstanceOf(ForeignEvent.class);
        assertThat(parse(changed("service-steady-state", "service/shop", "service/" + endless)))
                .isInstanceOf(ForeignEvent.class);
    }

    @Test
    void spotInterruptionOfAFargateTaskStaysOne() throws UnreadableEventException {
        assertThat(parse(Events.text("task-interruption"))).isInstanceOf(Interruption.class);
    }

    @Test
    void interruptionThatNobodyWantsToKnowOfIsAChange() throws UnreadableEventException {
        EventParser warnings =
                new EventParser("us-east-1", Optional::empty, Set.of(InterruptionKind.INTERRUPTION_WARNING), true);

        assertThat(warnings.parse(Events.text("task-interruption"), 0)).isEqualTo(CHECKOUT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"service-steady-state", "deployment-completed", "service-task-running"})
    void unlessChangesAreWantedTheyAreNotForUs(String name) throws UnreadableEventException {
        EventParser without =
                new EventParser("us-east-1", Optional::empty, EnumSet.allOf(InterruptionKind.class), false);

        assertThat(without.parse(Events.text(name), 0)).isInstanceOf(ForeignEvent.class);
    }

    private static String changed(String name, String before, String after) {
        String body = Events.text(name).replace(before, after);
        assertThat(body).isNotEqualTo(Events.text(name));
        return body;
    }
}
