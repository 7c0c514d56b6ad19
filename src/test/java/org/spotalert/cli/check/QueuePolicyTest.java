package org.spotalert.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spotalert.cli.check.Finding.Result;

class QueuePolicyTest {

    private static final String RULE = "arn:aws:events:eu-west-1:123456789012:rule/spot";
    private static final String EVENT_BRIDGE = "{\"Service\":\"events.amazonaws.com\"}";
    private static final String OF_RULE = "{\"ArnEquals\":{\"aws:SourceArn\":\"" + RULE + "\"}}";

    private static Finding judge(@Nullable String policy) {
        return new QueuePolicy(List.of(RULE)).judge(policy);
    }

    private static String statement(String effect, String action, String principal, String condition) {
        return "{\"Effect\":\"%s\",\"Action\":%s,\"Principal\":%s,\"Resource\":\"*\",\"Condition\":%s}"
                .formatted(effect, action, principal, condition);
    }

    private static String policy(String... statements) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}";
    }

    private static String sending(String principal, String condition) {
        return policy(statement("Allow", "\"sqs:SendMessage\"", principal, condition));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            {"ArnEquals":{"aws:SourceArn":"arn:aws:events:eu-west-1:123456789012:rule/spot"}}           | OK
            {"ArnLike":{"AWS:SourceArn":["arn:aws:events:*:*:rule/other","arn:aws:events:*:*:rule/sp*"]}} | OK
            {"StringEquals":{"aws:SourceAccount":"123456789012"}}                                       | OK
            {"ArnEquals":{"aws:SourceArn":"arn:aws:events:eu-west-1:123456789012:rule/other"}}          | FAILED
            {"ArnLike":{"aws:SourceArn":"arn:aws:events:eu-west-1:123456789012:rule/spo"}}              | FAILED
            {"Bool":{"aws:SecureTransport":"true"}}                                                     | WARNING
            {}                                                                                          | WARNING
            """)
    void conditionDecidesWhichRulesMaySend(String condition, Result result) {
        assertThat(judge(sending(EVENT_BRIDGE, condition)).result()).isEqualTo(result);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            "sqs:SendMessage"                       | OK
            "SQS:SendMessage"                       | OK
            ["sqs:ReceiveMessage","sqs:*"]          | OK
            "sqs:ReceiveMessage"                    | FAILED
            ["sqs:DeleteMessage","sns:*"]           | FAILED
            """)
    void actionMustBeToSend(String action, Result result) {
        assertThat(judge(policy(statement("Allow", action, EVENT_BRIDGE, OF_RULE)))
                        .result())
                .isEqualTo(result);
    }

    @Test
    void withoutAPolicyNothingArrives() {
        for (String none : new String[] {null, "{}", "{\"Statement\":[]}", "no JSON"}) {
            assertThat(judge(none).result()).as("%s", none).isEqualTo(Result.FAILED);
        }
        assertThat(judge(null).remedy()).contains("SPOT_PROVISION=true").contains(RULE);
    }

    @Test
    void denialAndOtherPrincipalsDoNotAllow() {
        assertThat(judge(policy(statement("Deny", "\"sqs:*\"", EVENT_BRIDGE, OF_RULE)))
                        .result())
                .isEqualTo(Result.FAILED);
        assertThat(judge(sending("{\"AWS\":\"arn:aws:iam::123456789012:root\"}", "{}"))
                        .result())
                .isEqualTo(Result.FAILED);
    }

    @Test
    void anybodyIsLetInWithAWarning() {
        assertThat(judge(sending("\"*\"", "{}")).result()).isEqualTo(Result.WARNING);
        assertThat(judge(sending("{\"AWS\":\"*\"}", OF_RULE)).result()).isEqualTo(Result.OK);
    }

    @Test
    void topicMayStandBetween() {
        Finding finding = judge(sending("{\"Service\":[\"sns.amazonaws.com\"]}", "{}"));

        assertThat(finding.result()).isEqualTo(Result.OK);
        assertThat(finding.text()).contains("topic");
    }

    @Test
    void singleStatementNeedNoArray() {
        assertThat(judge("{\"Statement\":" + statement("Allow", "\"*\"", EVENT_BRIDGE, OF_RULE) + "}")
                        .result())
                .isEqualTo(Result.OK);
    }

    @Test
    void rulesThatAreNotKnownShutNothingOut() {
        assertThat(new QueuePolicy(List.of()).judge(sending(EVENT_BRIDGE, OF_RULE)))
                .isEqualTo(Finding.ok("queue policy", "lets EventBridge send for rule/spot"));
    }
}
