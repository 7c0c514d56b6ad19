package org.spotalert.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spotalert.cli.replay.DeadLetter.Explanation;
import org.spotalert.cli.replay.DeadLetterTable.EnabledChannel;
import org.spotalert.local.Events;
import org.spotalert.model.Interruption;
import org.spotalert.model.InterruptionKind;
import org.spotalert.pipeline.intake.EventParser;
import org.spotalert.pipeline.intake.ReceivedEvent;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** What is said about dead letters, and how. */
class DeadLetterTableTest {

    /** An hour and some after the events of the files. */
    private static final Instant NOW = Instant.parse("2026-11-20T09:20:42Z");

    private static final Instant SENT = Instant.parse("2026-11-20T08:15:43Z");
    private static final EventParser PARSER =
            new EventParser("eu-west-1", () -> Optional.of("123456789012"), InterruptionKind.DEFAULTS);

    private static Message.Builder message(String body, Instant sentAt) {
        return Message.builder()
                .messageId("id-of-" + sentAt.getEpochSecond())
                .body(body)
                .attributes(Map.of(
                        MessageSystemAttributeName.SENT_TIMESTAMP,
                        String.valueOf(sentAt.toEpochMilli()),
                        MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT,
                        "6"));
    }

    private static Explanation explain(Message.Builder message) {
        return new DeadLetter(message.build()).explained(PARSER, InterruptionKind.DEFAULTS, NOW);
    }

    private static Explanation explain(String body) {
        return explain(message(body, SENT));
    }

    private static List<String> table(
            List<EnabledChannel> enabled, Map<Interruption, Set<String>> received, Explanation... letters) {
        StringWriter text = new StringWriter();
        DeadLetterTable table = new DeadLetterTable(enabled, NOW);
        table.print(table.rows(List.of(letters), received), new PrintWriter(text));
        return text.toString().lines().toList();
    }

    @ParameterizedTest
    @CsvSource({
        "interruption-warning-terminate,'interruption warning (terminate), i-0a1b2c3d4e5f60718 in eu-west-1,"
                + " reclaim time passed 1 h 3 min ago'",
        "interruption-warning-hibernate,'interruption warning (hibernate), i-0a1b2c3d4e5f60718 in eu-west-1,"
                + " reclaim time passed 1 h 5 min ago'",
        "rebalance-recommendation,'rebalance recommendation, i-0a1b2c3d4e5f60718 in eu-west-1,"
                + " recommended 1 h 5 min ago'",
        "state-change,'SPOT_EVENTS (spot.events) leaves state-change out, so that the event notifies nobody'"
    })
    void whatIsUnderstoodIsSaid(String event, String text) {
        Explanation explanation = explain(Events.text(event));

        assertThat(explanation.text()).isEqualTo(text);
        assertThat(explanation.readable()).isTrue();
    }

    @Test
    void whatCannotBeUnderstoodIsSaidWithTheReasonAndNotQuoted() {
        Explanation explanation = explain("secret=hunter2");

        assertThat(explanation.text()).startsWith("cannot be understood: the message body is not JSON");
        assertThat(explanation.text()).doesNotContain("hunter2");
        assertThat(explanation.readable()).isFalse();
    }

    @Test
    void textOfAnEventIsCleanedAndCut() {
        String hostile = "\\u001b[31mred\\nMESSAGE ID\\u202e" + "x".repeat(5000);

        String text = explain("{\"detail-type\":\"" + hostile + "\"}").text();

        assertThat(text).doesNotContain("\u001b", "\n", "\u202e").hasSizeLessThan(350);
    }

    @Test
    void messageThatWasReplayedIsAsOldAsItWasBefore() {
        Explanation explanation = explain(message("{\"instance-id\":\"i-0a1b2c3d4e5f60718\"}", NOW)
                .messageAttributes(Map.of(
                        "SentTimestamp",
                        MessageAttributeValue.builder()
                                .stringValue(String.valueOf(SENT.toEpochMilli()))
                                .build())));

        assertThat(explanation.sentAt()).isEqualTo(SENT);
        assertThat(explanation.interruptions())
                .singleElement()
                .extracting(Interruption::noticedAt)
                .isEqualTo(SENT);
    }

    @Test
    void oldestStandsFirst() {
        List<String> table = table(
                List.of(),
                Map.of(),
                explain(message("young", NOW.minusSeconds(90))),
                explain(message("old", NOW.minusSeconds(90_000))));

        assertThat(table).hasSize(3);
        assertThat(table.get(0)).startsWith("MESSAGE ID").contains("SENT", "AGE", "RECEIVES", "WHAT IT IS");
        assertThat(table.get(1)).contains("2026-11-19T08:20:42Z", " 1 d 1 h ", " 5  cannot be understood");
        assertThat(table.get(2)).contains("2026-11-20T09:19:12Z", " 1 min 30 s ");
    }

    @Test
    void channelsWithAndWithoutTheAlertAreNamed() {
        Explanation letter = explain(Events.text("interruption-warning-terminate"));
        Interruption interruption = parsed().interruptions().get(0);

        assertThat(table(
                                List.of(wantsAll("email"), wantsAll("sns")),
                                Map.of(interruption, Set.of("sns", "pager")),
                                letter)
                        .get(1))
                .endsWith("; sent before: pager, sns; missing: email");
        assertThat(table(List.of(wantsAll("sns")), Map.of(interruption, Set.of()), letter)
                        .get(1))
                .endsWith("; sent before: none; missing: sns");
    }

    @Test
    void letterAboutSeveralInstancesIsWithTheChannelsThatHaveEachOfThem() throws Exception {
        EventParser parser = new EventParser("eu-west-1", Optional::empty, List.of(InterruptionKind.SCHEDULED_CHANGE));
        String body = Events.text("scheduled-change")
                .replace("\"affectedEntities\": [", "\"affectedEntities\": [{\"entityValue\": \"i-00000001\"},");
        Explanation letter =
                new DeadLetter(message(body, SENT).build()).explained(parser, InterruptionKind.DEFAULTS, NOW);
        List<Interruption> both = letter.interruptions();

        assertThat(letter.text()).isEqualTo("scheduled change (retire), 2 instances in eu-west-1, 15 d 5 h left");
        assertThat(table(
                                List.of(wantsAll("email"), wantsAll("sns")),
                                Map.of(both.get(0), Set.of("sns", "email"), both.get(1), Set.of("sns")),
                                letter)
                        .get(1))
                .endsWith("; sent before: sns; missing: email");
    }

    @Test
    void itIsNotSaidOfAChannelWithAConditionThatTheAlertIsMissing() {
        Explanation letter = explain(Events.text("interruption-warning-terminate"));
        List<EnabledChannel> channels = List.of(new EnabledChannel("pager", true), wantsAll("sns"));
        Interruption interruption = parsed().interruptions().get(0);

        assertThat(table(channels, Map.of(interruption, Set.of("sns")), letter).get(1))
                .endsWith("; sent before: sns; missing: none; missing if their conditions want it: pager");
        assertThat(table(channels, Map.of(interruption, Set.of("pager")), letter)
                        .get(1))
                .endsWith("; sent before: pager; missing: sns");
    }

    private static EnabledChannel wantsAll(String channel) {
        return new EnabledChannel(channel, false);
    }

    private static ReceivedEvent parsed() {
        try {
            return PARSER.parse(Events.text("interruption-warning-terminate"), 0);
        } catch (org.spotalert.pipeline.intake.UnreadableEventException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    @Test
    void nothingIsSaidAboutChannelsWhenNothingIsKnown() {
        assertThat(table(List.of(wantsAll("sns")), Map.of(), explain(Events.text("interruption-warning-terminate")))
                        .get(1))
                .doesNotContain("missing");
    }
}
