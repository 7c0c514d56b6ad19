package org.spotalert.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spotalert.event.FollowUp.FollowedInstance;
import org.spotalert.event.FollowUp.FollowedService;

class FollowUpJsonTest {

    private static final Instant NOTICED = Instant.parse("2026-11-20T08:15:42Z");

    static final FollowUp FOLLOW_UP = new FollowUp(
            "0b7e4a52-6c1d-4f0e-9a77-5d3c2b1a0f99",
            "spot/123456789012/eu-west-1/i-0a1b2c3d4e5f60718",
            NOTICED.plusMillis(1_500),
            NOTICED.plusSeconds(600),
            NOTICED.plusSeconds(30),
            List.of(new FollowedInstance(
                    new Interruption(
                            "event-1",
                            InterruptionKind.INTERRUPTION_WARNING,
                            "123456789012",
                            "eu-west-1",
                            "eu-west-1b",
                            "i-0a1b2c3d4e5f60718",
                            InstanceAction.TERMINATE,
                            NOTICED,
                            null,
                            NOTICED.plusSeconds(150)),
                    "CRITICAL",
                    "arn:aws:ecs:eu-west-1:123456789012:cluster/shop",
                    "arn:aws:ecs:eu-west-1:123456789012:container-instance/shop/0123456789abcdef",
                    "m5.large",
                    NOTICED.minusSeconds(5_000),
                    Map.of("Name", "a \"quoted\" <name>\u202e"),
                    Map.of("checkout", 2),
                    2,
                    1,
                    List.of("cluster red could not be asked"),
                    Map.of("ops", "spot/digest/0b7e", "team-a", "spot/123456789012/eu-west-1/i-0a1b2c3d4e5f60718"),
                    Set.of("chat"),
                    true)),
            List.of(new FollowedService("123456789012", "eu-west-1", "shop", "checkout", Duration.ofMillis(21_400))));

    private final FollowUpJson json = new FollowUpJson();
    private final EventParser parser = new EventParser("us-east-1", Optional::empty);

    @Test
    void whatWasWrittenIsRead() throws UnreadableEventException {
        assertThat(parser.parse(json.write(FOLLOW_UP), 0)).isEqualTo(FOLLOW_UP);
    }

    @Test
    void whatIsUnknownIsLeftOut() throws UnreadableEventException {
        Interruption bare = new Interruption(
                null,
                InterruptionKind.INTERRUPTION_WARNING,
                null,
                "eu-west-1",
                null,
                "i-0a1b2c3d",
                InstanceAction.UNKNOWN,
                NOTICED);
        FollowUp followUp = FOLLOW_UP.after(
                NOTICED,
                List.of(new FollowedInstance(
                        bare, "WARNING", null, null, null, null, Map.of(), Map.of(), 0, 0, List.of(), Map.of(),
                        Set.of(), false)),
                List.of());

        assertThat(parser.parse(json.write(followUp), 0)).isEqualTo(followUp);
    }

    @Test
    void memberOfALaterVersionIsIgnored() throws UnreadableEventException {
        String body = json.write(FOLLOW_UP).replace("\"severity\"", "\"later\":{},\"severity\"");

        assertThat(parser.parse(body, 0)).isEqualTo(FOLLOW_UP);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "source":"spot-interruption-alerts" | "source":"aws.ec2"                   | source
            "version":1                         | "version":3                          | version
            "version":1                         | "version":2                          | part is missing or malformed
            "thread":"spot/                     | "thread":"<users/all>/               | part is missing or malformed
            "cluster":"arn:aws:ecs              | "cluster":"arn:aws:ecs\\u000a\\u000d | part is missing or malformed
            i-0a1b2c3d4e5f60718","action        | i-1' or 'x","action                  | part is missing or malformed
            "region":"eu-west-1"                | "region":"evil.example"              | part is missing or malformed
            2026-11-20T08:25:42Z                | 2036-11-20T08:25:42Z                 | part is missing or malformed
            2026-11-20T08:15:42Z                | tomorrow                             | part is missing or malformed
            2026-11-20T08:15:42Z                | +1000000000-12-31T23:59:59.999999999Z | part is missing or malformed
            "instances":[                       | "instances":[],"other":[             | part is missing or malformed
            "services":{"checkout":2}           | "services":{"checkout":"many"}       | part is missing or malformed
            "below":"PT21.4S"                   | "below":"PT-21.4S"                   | part is missing or malformed
            "leftOver":2                        | "leftOver":null                      | part is missing or malformed
            "leftOver":2                        | "leftOver":0                         | part is missing or malformed
            "standaloneTasks":1                 | "standaloneTasks":-1                 | part is missing or malformed
            "ops":"spot/digest                  | "ops":"<users/all>                   | part is missing or malformed
            "ops":"spot/digest                  | "o\\u000aps":"spot/digest            | part is missing or malformed
            "threads":{                         | "threads":[],"other":{               | part is missing or malformed
            "elsewhere":["chat"]                | "elsewhere":["ch\\u000aat"]          | part is missing or malformed
            "kind":"INTERRUPTION_WARNING"       | "kind":"OTHER"                       | part is missing or malformed
            "id":"0b7e                          | "id":"../../                         | part is missing or malformed
            """)
    void whatDoesNotKeepToTheRulesIsRefused(String good, String bad, String reason) {
        String body = json.write(FOLLOW_UP).replace(good, bad);

        assertThat(body).isNotEqualTo(json.write(FOLLOW_UP));
        assertThatThrownBy(() -> parser.parse(body, 0))
                .isInstanceOf(UnreadableEventException.class)
                .hasMessageContaining(reason)
                .hasMessageNotContaining("users");
    }

    @Test
    void messageOfAVersionThatDidNotCarryWhoWasToldIsRead() throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        JsonNode event = mapper.readTree(json.write(FOLLOW_UP));
        ((ObjectNode) event.at("/detail/instances/0")).remove(List.of("threads", "elsewhere", "standaloneTasks"));
        ((ObjectNode) event.at("/detail/instances/0/interruption")).remove("assumed");

        assertThat(parser.parse(event.toString(), 0))
                .asInstanceOf(type(FollowUp.class))
                .extracting(followUp -> followUp.instances().get(0))
                .satisfies(instance -> {
                    assertThat(instance.threads()).isEmpty();
                    assertThat(instance.elsewhere()).isEmpty();
                    assertThat(instance.standaloneTasks()).isZero();
                    assertThat(instance.leftOver()).isEqualTo(2);
                });
    }

    @Test
    void tooManyInstancesAreRefused() {
        FollowUp many = FOLLOW_UP.after(
                NOTICED,
                java.util.Collections.nCopies(1_001, FOLLOW_UP.instances().get(0)),
                List.of());

        assertThatThrownBy(() -> parser.parse(json.write(many), 0)).isInstanceOf(UnreadableEventException.class);
    }
}
