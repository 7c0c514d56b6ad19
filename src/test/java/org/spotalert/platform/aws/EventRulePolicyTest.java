package org.spotalert.platform.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.spotalert.pipeline.intake.EventRule;
import org.spotalert.platform.aws.sqs.QueueAddress;
import org.spotalert.platform.aws.sqs.QueueLocation;

/** A queue's policy belongs to its owner: the program adds one statement and changes nothing else. */
class EventRulePolicyTest {

    private static final String QUEUE = "arn:aws:sqs:eu-west-1:123456789012:spot";
    private static final String RULE = "arn:aws:events:eu-west-1:123456789012:rule/spot";

    private static final String FOREIGN = """
            {"Sid":"others","Effect":"Deny","Principal":"*","Action":"sqs:*","Resource":"*",\
            "Condition":{"Bool":{"aws:SecureTransport":"false"},"NumericLessThan":{"aws:MultiFactorAuthAge":1.50}}}""";

    private final ObjectMapper json = new ObjectMapper();
    private final AwsClients clients = new AwsClients(new AwsSettings("eu-west-1", null));
    private final EventRule rule = new EventRule(
            clients.sqs(null, Duration.ZERO),
            "spot",
            "{}",
            new QueueLocation(clients.sqs(null, Duration.ZERO), QueueAddress.parse("spot")));

    @AfterEach
    void close() {
        clients.close();
    }

    private JsonNode policy(@Nullable String present) throws Exception {
        return json.readTree(rule.policy(present, QUEUE, RULE));
    }

    static Stream<String> foreignStatements() {
        return Stream.of(FOREIGN, """
                {"Effect":"Allow","Principal":{"AWS":["111122223333","arn:aws:iam::444455556666:root"]},\
                "Action":["sqs:SendMessage","sqs:ReceiveMessage"],"Resource":["%s"]}""".formatted(QUEUE), """
                {"Effect":"Allow","NotPrincipal":{"Service":"sns.amazonaws.com"},"NotAction":"sqs:DeleteQueue",\
                "Resource":"%s","Condition":{"ArnLike":{"aws:SourceArn":["arn:aws:sns:*:*:a","arn:aws:sns:*:*:b"]}}}""".formatted(QUEUE), """
                {"Sid":"","Effect":"Allow","Principal":{"Service":"events.amazonaws.com"},"Action":"SQS:SendMessage",\
                "Resource":"%s"}""".formatted(QUEUE));
    }

    @ParameterizedTest
    @MethodSource("foreignStatements")
    void singleStatementWithoutAListAroundItStays(String foreign) throws Exception {
        JsonNode policy = policy("{\"Version\":\"2008-10-17\",\"Id\":\"mine\",\"Statement\":" + foreign + "}");

        assertThat(policy.at("/Version").asText()).isEqualTo("2008-10-17");
        assertThat(policy.at("/Id").asText()).isEqualTo("mine");
        assertThat(policy.at("/Statement")).hasSize(2);
        assertThat(policy.at("/Statement/0")).isEqualTo(json.readTree(foreign));
        assertOurs(policy.at("/Statement/1"));
    }

    @Test
    void listOfStatementsStaysInItsOrder() throws Exception {
        List<String> foreign = foreignStatements().toList();

        JsonNode policy = policy("{\"Statement\":[" + String.join(",", foreign) + "]}");

        for (int index = 0; index < foreign.size(); index++) {
            assertThat(policy.at("/Statement/" + index)).isEqualTo(json.readTree(foreign.get(index)));
        }
        assertOurs(policy.at("/Statement/" + foreign.size()));
    }

    @Test
    void ownStatementIsReplacedWhetherItStandsAloneOrNot() throws Exception {
        JsonNode first = policy("{\"Statement\":" + FOREIGN + "}");

        assertThat(policy(first.toString())).isEqualTo(first);
        JsonNode alone = policy("{\"Statement\":{\"Sid\":\"spot-interruption-alerts\",\"Effect\":\"Deny\"}}");
        assertThat(alone.at("/Statement")).hasSize(1);
        assertOurs(alone.at("/Statement/0"));
    }

    @ParameterizedTest
    @NullAndEmptySource
    void queueWithoutAPolicyGetsOne(@Nullable String none) throws Exception {
        JsonNode policy = policy(none);

        assertThat(policy.at("/Version").asText()).isEqualTo("2012-10-17");
        assertThat(policy.at("/Statement")).hasSize(1);
        assertOurs(policy.at("/Statement/0"));
    }

    private static void assertOurs(JsonNode statement) {
        assertThat(statement.at("/Effect").asText()).isEqualTo("Allow");
        assertThat(statement.at("/Principal/Service").asText()).isEqualTo("events.amazonaws.com");
        assertThat(statement.at("/Resource").asText()).isEqualTo(QUEUE);
        assertThat(statement.at("/Condition/ArnEquals/aws:SourceArn").asText()).isEqualTo(RULE);
    }
}
