package org.spotalert.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.spotalert.cli.check.Rights.Right;

/** The roles of the templates have the rights of rights.json. */
class RightsTemplateTest {

    /** What the central template does not offer: it makes rule and table itself, and has no key and no ECS Exec. */
    private static final Set<String> NOT_IN_THE_TEMPLATE =
            Set.of("Provision", "ProvisionTable", "Key", "ConfigKey", "Exec", "SecretsKey");

    private static final Set<String> IN_OTHER_ACCOUNTS =
            Set.of("Lookups", "Audit", "TaskLists", "ClusterLookups", "Drain");

    /** What stands for the names of rights.json; without the tags of CloudFormation, which the reader leaves out. */
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("Queue.Arn", "${Queue}"),
            Map.entry("DeadLetters.Arn", "${DeadLetterQueue}"),
            Map.entry("Table.Arn", "${Table}"),
            Map.entry("${Table.Arn}/index/*", "${Table}/index/*"),
            Map.entry("SnsTopicArn", "${Topic}"),
            Map.entry("AlertTopic", "${Topic}"),
            Map.entry("SmsTopicArn", "${Topic}"),
            Map.entry("EventBridgeBusArn", "${Bus}"),
            // The canary's.
            Map.entry("arn:${Partition}:events:${Region}:${Account}:event-bus/default", "${Bus}"),
            Map.entry("arn:${Partition}:iam::*:role/spot-alerts-lookup", "${AssumedRole}"),
            Map.entry("ConfigSecretArn", "${ConfigSecret}"),
            Map.entry("LogGroup.Arn", "${LogGroup}:*"),
            Map.entry("arn:${Partition}:ecr:${Region}:${Account}:repository/${Repository}", "${Repository}"));

    @Test
    void taskRoleHasTheRightsOfTheProgram() throws IOException {
        assertThat(granted("cloudformation.yaml", "TaskRole"))
                .isEqualTo(grants(Rights.TASK, right -> !NOT_IN_THE_TEMPLATE.contains(right.sid())));
    }

    @Test
    void lookupRoleHasTheRightsOfLookups() throws IOException {
        assertThat(granted("member.yaml", "LookupRole"))
                .isEqualTo(grants(Rights.TASK, right -> IN_OTHER_ACCOUNTS.contains(right.sid())));
    }

    @Test
    void executionRoleHasTheRightsToStartTheTask() throws IOException {
        assertThat(granted("cloudformation.yaml", "ExecutionRole"))
                .isEqualTo(grants(Rights.EXECUTION, right -> !NOT_IN_THE_TEMPLATE.contains(right.sid())));
    }

    /** What has resources in the Service Authorization Reference is never allowed on all of them. */
    @Test
    void everythingIsAllowedOnlyWhereAwsKnowsNoResource() {
        Set<String> everywhere = Stream.of(Rights.TASK, Rights.EXECUTION)
                .flatMap(List::stream)
                .filter(right -> right.resources().contains("*"))
                .filter(right -> !right.statement().has("Condition"))
                .flatMap(right -> right.actions().stream())
                .filter(action -> !action.startsWith("ssmmessages:"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(everywhere)
                .containsExactly(
                        "cloudtrail:LookupEvents",
                        "ec2:DescribeInstances",
                        "ec2:DescribeSpotInstanceRequests",
                        "ecr:GetAuthorizationToken",
                        "ecs:DescribeTaskDefinition",
                        "ecs:ListClusters",
                        "elasticloadbalancing:DescribeTargetGroupAttributes",
                        "events:ListRuleNamesByTarget");
        assertThat(Rights.TASK).flatMap(Right::actions).noneMatch(action -> action.contains("*"));
    }

    private static Set<String> grants(List<Right> rights, Predicate<Right> which) {
        return rights.stream()
                .filter(which)
                .flatMap(right -> grants(right.statement()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> granted(String template, String role) throws IOException {
        JsonNode policies = new YAMLMapper()
                .readTree(Path.of("deploy", template).toFile())
                .at("/Resources/" + role + "/Properties/Policies");
        Set<String> grants = new TreeSet<>();
        for (JsonNode policy : policies) {
            for (JsonNode statement : chosen(policy).at("/PolicyDocument/Statement")) {
                grants(chosen(statement)).forEach(grants::add);
            }
        }
        return grants;
    }

    /** With a condition it is a list: the condition, what there is with it, and what there is without it. */
    private static JsonNode chosen(JsonNode node) {
        return node.isArray() ? node.get(1) : node;
    }

    /** Each action with each resource. */
    private static Stream<String> grants(JsonNode statement) {
        String condition = statement.at("/Condition/ArnLike/ecs:cluster").asText();
        return texts(statement.path("Action")).stream()
                .flatMap(action -> texts(statement.path("Resource")).stream()
                        .map(RightsTemplateTest::named)
                        .distinct()
                        .map(resource -> action + " on " + resource + " " + named(condition)));
    }

    private static List<String> texts(JsonNode value) {
        List<String> texts = new ArrayList<>();
        (value.isArray() ? value : List.of(value))
                .forEach(text -> texts.add(chosen(text).asText()));
        // A text of !Sub may have names beside it, and a resource the condition that chooses it.
        texts.removeIf(text -> text.isEmpty() || text.startsWith("Has"));
        return texts;
    }

    private static String named(String resource) {
        String name = resource.replace("${AWS::Partition}", "${Partition}")
                .replace("${AWS::Region}", "${Region}")
                .replace("${AWS::AccountId}", "${Account}");
        return NAMES.getOrDefault(name, name.matches("\\w+SecretArn") ? "${Secrets}" : name);
    }
}
