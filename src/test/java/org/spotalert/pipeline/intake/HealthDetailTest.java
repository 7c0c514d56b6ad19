package org.spotalert.pipeline.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spotalert.local.Events;
import org.spotalert.model.InstanceAction;
import org.spotalert.model.Interruption;
import org.spotalert.model.InterruptionKind;
import org.spotalert.model.Samples;
import org.spotalert.pipeline.intake.ReceivedEvent.Notices;

/** What is read from events of AWS Health. */
class HealthDetailTest {

    private static final String INSTANCE = "i-0a1b2c3d4e5f60718";
    private static final String ENTITY =
            "{\"entityValue\": \"i-0a1b2c3d4e5f60718\", \"status\": \"PENDING\", \"lastUpdatedTime\":"
                    + " \"Fri, 20 Nov 2026 08:15:40 GMT\"}";

    private static ReceivedEvent parse(String body) throws UnreadableEventException {
        return new EventParser(
                        "us-east-1", () -> Optional.of("000000000000"), EnumSet.of(InterruptionKind.SCHEDULED_CHANGE))
                .parse(body, 0);
    }

    private static Interruption read(String part, String other) throws UnreadableEventException {
        String body = Events.text("scheduled-change");
        assertThat(body).contains(part);
        return parse(body.replace(part, other)).interruptions().get(0);
    }

    private static String entities(String... entities) {
        return Events.text("scheduled-change").replace(ENTITY, String.join(",", entities));
    }

    private static List<String> ids(String body) throws UnreadableEventException {
        return parse(body).interruptions().stream()
                .map(Interruption::resourceId)
                .toList();
    }

    @Test
    void eventIsReadWithEveryField() throws UnreadableEventException {
        assertThat(parse(Events.text("scheduled-change")))
                .isEqualTo(new Notices(List.of(Samples.notice()
                        .eventId("0b7e4a52-6c1d-4f0e-9a77-5d3c2b1a0f99")
                        .kind(InterruptionKind.SCHEDULED_CHANGE)
                        .account("123456789012")
                        .id(INSTANCE)
                        .action(InstanceAction.RETIRE)
                        .noticedAt(Instant.parse("2026-11-20T08:15:42Z"))
                        .terminatesAt(Instant.parse("2026-12-05T15:10:09Z"))
                        .interruption())));
    }

    @ParameterizedTest
    @CsvSource({
        "PERSISTENT_INSTANCE_RETIREMENT_SCHEDULED,RETIRE",
        "INSTANCE_RETIREMENT_EXPEDITED,RETIRE",
        "INSTANCE_TERMINATION_SCHEDULED,TERMINATE",
        "INSTANCE_STOP_SCHEDULED,STOP",
        "INSTANCE_REBOOT_FLEXIBLE_MAINTENANCE_SCHEDULED,REBOOT",
        "SYSTEM_REBOOT_MAINTENANCE_SCHEDULED,REBOOT",
        "INSTANCE_POWER_MAINTENANCE_SCHEDULED,REBOOT",
        "INSTANCE_NETWORK_MAINTENANCE_SCHEDULED,UNKNOWN",
        "SOMETHING_NEW,UNKNOWN"
    })
    void codeSaysWhatIsDone(String code, InstanceAction action) throws UnreadableEventException {
        assertThat(read("\"AWS_EC2_PERSISTENT_INSTANCE_RETIREMENT_SCHEDULED", "\"AWS_EC2_" + code)
                        .action())
                .isEqualTo(action);
    }

    @ParameterizedTest
    @CsvSource({
        "'Sat, 05 Dec 2026 15:10:09 GMT',2026-12-05T15:10:09Z",
        "'Sat, 5 Dec 2026 15:10:09 GMT',2026-12-05T15:10:09Z",
        "2026-12-05T15:10:09Z,2026-12-05T15:10:09Z",
        "soon,",
        "'Sat, 05 Dec 1926 15:10:09 GMT',"
    })
    void startIsReadInEitherForm(String time, Instant start) throws UnreadableEventException {
        assertThat(read("\"startTime\": \"Sat, 05 Dec 2026 15:10:09 GMT\"", "\"startTime\": \"" + time + "\"")
                        .terminatesAt())
                .isEqualTo(start);
    }

    @Test
    void eventWithoutWhereItHappensIsTakenFromWhereItWasDelivered() throws UnreadableEventException {
        assertThat(read("\"affectedAccount\"", "\"other\"").account()).isEqualTo("210987654321");
        assertThat(read("\"eventRegion\"", "\"other\"").region()).isEqualTo("us-west-2");
    }

    @Test
    void eachInstanceIsOneInterruptionAndWhatIsNoneOrDoneWithIsLeftOut() throws UnreadableEventException {
        String body = entities(
                ENTITY,
                ENTITY,
                ENTITY.replace(INSTANCE, "arn:aws:ec2:eu-west-1:123456789012:instance/i-00000001"),
                ENTITY.replace(INSTANCE, "i-00000002").replace("PENDING", "RESOLVED"),
                ENTITY.replace(INSTANCE, "h-0a1b2c3d4e5f60718"),
                ENTITY.replace(INSTANCE, "i-<script>"),
                "17",
                "null",
                "{}");

        assertThat(ids(body)).containsExactly(INSTANCE, "i-00000001");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            ["i-00000001", "arn:aws:ec2:eu-west-1:123456789012:instance/i-00000002", "vol-1"] | i-00000001,i-00000002
            "i-00000001"                                                                      | i-00000001
            []                                                                                | ``
            {"a": "i-00000001"}                                                               | i-00000001
            """)
    void resourcesNameThemWhereNoEntityDoes(String resources, String ids) throws UnreadableEventException {
        String body = entities("").replace("[\"" + INSTANCE + "\"]", resources);

        assertThat(String.join(",", ids(body))).isEqualTo(ids);
    }

    @Test
    void copyPageAndUpdateAreTheSameAndAnotherStartIsNot() throws UnreadableEventException {
        Interruption first = read("x".repeat(0), "");

        assertThat(read("\"region\": \"us-west-2\"", "\"region\": \"eu-west-1\"")
                        .subject())
                .as("the copy in the other Region")
                .isEqualTo(first.subject());
        assertThat(read("2026-11-20T08:15:42Z", "2026-11-21T08:15:42Z").subject())
                .as("an update")
                .isEqualTo(first.subject());
        assertThat(read("\"startTime\": \"Sat, 05", "\"startTime\": \"Sun, 06").subject())
                .as("postponed")
                .isNotEqualTo(first.subject());
    }

    @Test
    void moreThanAnEventOfAwsCanHoldIsRefused() throws UnreadableEventException {
        assertThat(ids(entities(many(HealthDetail.MOST_ENTITIES)))).hasSize(HealthDetail.MOST_ENTITIES);
        assertThatThrownBy(() -> parse(entities(many(HealthDetail.MOST_ENTITIES + 1))))
                .isInstanceOf(UnreadableEventException.class)
                .hasMessageContaining("more than 2500 entities");
    }

    private static String many(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> "{\"entityValue\": \"i-%08x\"}".formatted(number))
                .collect(Collectors.joining(","));
    }

    @Test
    void eventWithoutItsTimeIsAsOldAsItsMessage() throws UnreadableEventException {
        Interruption interruption = read("2026-11-20T08:15:42Z", "soon");

        assertThat(interruption.noticedAt()).isEqualTo(Instant.EPOCH);
        assertThat(interruption.assumed()).containsExactly(Interruption.Assumed.TIME);
    }
}
