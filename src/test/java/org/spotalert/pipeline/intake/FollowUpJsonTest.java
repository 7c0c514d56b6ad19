package org.spotalert.pipeline.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spotalert.model.InstanceAction;
import org.spotalert.model.Interruption;
import org.spotalert.model.Samples;
import org.spotalert.pipeline.intake.FollowUp.FollowedInstance;
import org.spotalert.pipeline.intake.FollowUp.FollowedService;

class FollowUpJsonTest {

    private static final Instant NOTICED = Instant.parse("2026-11-20T08:15:42Z");

    static final FollowUp FOLLOW_UP = new FollowUp(
            "0b7e4a52-6c1d-4f0e-9a77-5d3c2b1a0f99",
            "spot/123456789012/eu-west-1/i-0a1b2c3d4e5f60718",
            NOTICED.plusMillis(1_500),
            NOTICED.plusSeconds(600),
            NOTICED.plusSeconds(30),
            List.of(new FollowedInstance(
                    Samples.notice()
                            .account("123456789012")
                            .zone("eu-west-1b")
                            .noticedAt(NOTICED)
                            .terminatesAt(NOTICED.plusSeconds(150))
                            .interruption(),
                    "CRITICAL",
                    "arn:aws:ecs:eu-west-1:123456789012:cluster/shop",
                    "arn:aws:ecs:eu-west-1:123456789012:container-instance/shop/0123456789abcdef",
                    "m5.large",
                    NOTICED.minusSeconds(5_000),
                    Map.of("Name", "a \"quoted\" <name>\u202e"),
                    Map.of("checkout", 2),
                    2,
                    1,
                    List.of(FollowUp.MISSING),
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
        Interruption bare = Samples.notice()
                .eventId(null)
                .account(null)
                .id("i-0a1b2c3d")
                .action(InstanceAction.UNKNOWN)
                .noticedAt(NOTICED)
                .interruption();
        FollowUp followUp = new FollowUp(
                FOLLOW_UP.id(),
                "spot/unknown/eu-west-1/i-0a1b2c3d",
                FOLLOW_UP.begunAt(),
                FOLLOW_UP.deadline(),
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
            {"id":"i-0a1b2c3d4e5f60718"         | {"id":"i-1' or 'x"                   | part is missing or malformed
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
            "name":"checkout"                   | "name":"call +1 555 0100"            | part is missing or malformed
            "services":{"checkout":2}           | "services":{"go to http://x":2}      | part is missing or malformed
            "cluster":"shop"                    | "cluster":"pay here"                 | part is missing or malformed
            "region":"eu-west-1","cluster"      | "region":"eu-west-9","cluster"       | part is missing or malformed
            "containerInstance":"arn:aws:ecs    | "containerInstance":"see:aws:ecs     | part is missing or malformed
            "thread":"spot/123456789012/eu-west-1/i-0a1b | "thread":"spot/123456789012/eu-west-1/i-0b1b | part is missing or malformed
            "ops":"spot/digest                  | "ops":"spot/123456789012             | part is missing or malformed
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

    private static FollowedInstance changed(Map<String, String> tags, Map<String, String> threads) {
        FollowedInstance of = FOLLOW_UP.instances().get(0);
        return new FollowedInstance(
                of.interruption(),
                of.severity(),
                of.cluster(),
                of.containerInstance(),
                "call +1 555 0100",
                of.launchedAt(),
                tags,
                of.services(),
                of.leftOver(),
                of.standaloneTasks(),
                List.of("call +1 555 0100", "go to http://x"),
                threads,
                of.elsewhere(),
                true);
    }

    private FollowUp again(FollowedInstance instance) throws UnreadableEventException {
        return json.read(json.write(FOLLOW_UP.after(NOTICED, List.of(instance), List.of())));
    }

    @Test
    void sentencesOfAForgedMessageAreLeftOut() throws UnreadableEventException {
        FollowedInstance read = again(changed(Map.of(), Map.of())).instances().get(0);

        assertThat(read.type()).isNull();
        assertThat(read.missing()).containsExactly(FollowUp.MISSING);
        assertThat(read.askAgain()).isTrue();
    }

    @Test
    void messageThatWouldBecomeManyIsRefused() throws UnreadableEventException {
        Map<String, String> threads = new HashMap<>();
        IntStream.range(0, 50).forEach(number -> threads.put("channel-" + number, "spot/digest/" + number));
        assertThat(again(changed(Map.of(), threads)).instances()).hasSize(1);

        threads.put("one-more", "spot/digest/50");
        assertThatThrownBy(() -> again(changed(Map.of(), threads))).isInstanceOf(UnreadableEventException.class);
    }

    @Test
    void moreTagsThanAnInstanceHasAreRefused() {
        Map<String, String> tags = new HashMap<>();
        IntStream.range(0, 51).forEach(number -> tags.put("key-" + number, "value"));

        assertThatThrownBy(() -> again(changed(tags, Map.of()))).isInstanceOf(UnreadableEventException.class);
    }

    @Test
    void packedTextThatTakesTooMuchMemoryIsRefused() {
        for (String bomb : List.of(" ".repeat(8 * 1024 * 1024), "{\"instances\":[" + "{},".repeat(300_000) + "{}]}")) {
            PackedText packed = PackedText.of(bomb);
            String body = "{\"detail-type\":\"Spot Interruption Follow-up\",\"source\":\"spot-interruption-alerts\","
                    + "\"detail\":{\"version\":2,\"length\":" + packed.length() + ",\"packed\":\"" + packed.packed()
                    + "\"}}";

            assertThat(body).hasSizeLessThan(64 * 1024);
            assertThatThrownBy(() -> parser.parse(body, 0)).isInstanceOf(UnreadableEventException.class);
        }
    }

    @Test
    void followUpInAnEnvelopeIsNotOfThisProgram() {
        String body = "{\"Records\":[{\"eventSource\":\"aws:sqs\",\"body\":"
                + new ObjectMapper().valueToTree(json.write(FOLLOW_UP)) + "}]}";

        assertThatThrownBy(() -> parser.parse(body, 0)).hasMessageContaining("in an envelope");
    }

    @Test
    void followUpOfManyTakesTheRoomOfMany() {
        assertThat(FOLLOW_UP.weight()).isEqualTo(1);
        assertThat(FOLLOW_UP
                        .after(
                                NOTICED,
                                Collections.nCopies(1_000, FOLLOW_UP.instances().get(0)),
                                List.of())
                        .weight())
                .isBetween(100, 300);
    }

    @Test
    void tooManyInstancesAreRefused() {
        FollowUp many = FOLLOW_UP.after(
                NOTICED, Collections.nCopies(1_001, FOLLOW_UP.instances().get(0)), List.of());

        assertThatThrownBy(() -> parser.parse(json.write(many), 0)).isInstanceOf(UnreadableEventException.class);
    }
}
