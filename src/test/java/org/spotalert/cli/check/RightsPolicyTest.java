package org.spotalert.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The policy that check prints of what is missing. */
class RightsPolicyTest {

    private static ObjectNode missing(String action, String sid, String name, String arn) {
        return Rights.filled(Rights.of(sid).only(action), Map.of(name, arn));
    }

    @Test
    void statementsOfOneNameHaveTheResourcesOfAll() {
        assertThat(Rights.policy(List.of(
                        missing("secretsmanager:GetSecretValue", "ConfigSecret", "ConfigSecret", "arn:one"),
                        missing("secretsmanager:GetSecretValue", "ConfigSecret", "ConfigSecret", "arn:other"),
                        missing("secretsmanager:GetSecretValue", "ConfigSecret", "ConfigSecret", "arn:one"))))
                .hasToString(
                        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"ConfigSecret\",\"Effect\":\"Allow\","
                                + "\"Action\":[\"secretsmanager:GetSecretValue\"],\"Resource\":[\"arn:one\",\"arn:other\"]}]}");
    }

    @Test
    void statementsOfOneNameHaveTheActionsOfAll() {
        assertThat(Rights.policy(List.of(
                        missing("sns:GetTopicAttributes", "Topic", "Topic", "arn:mail"),
                        missing("sns:Publish", "Topic", "Topic", "arn:mail"),
                        missing("sns:GetTopicAttributes", "Topic", "Topic", "arn:mail"))))
                .hasToString("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"Topic\",\"Effect\":\"Allow\","
                        + "\"Action\":[\"sns:GetTopicAttributes\",\"sns:Publish\"],\"Resource\":\"arn:mail\"}]}");
    }
}
