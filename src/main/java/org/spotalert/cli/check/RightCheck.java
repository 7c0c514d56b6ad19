package org.spotalert.cli.check;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.spotalert.platform.aws.AwsClients;
import org.spotalert.platform.aws.AwsFailure;
import org.spotalert.platform.aws.sqs.QueueAddress;
import org.spotalert.platform.config.Config;
import org.spotalert.platform.settings.SettingsReader;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * Tries rights by real calls that have no effect. IAM's SimulatePrincipalPolicy would need a right of its own, and knows
 * neither the policies of resources nor those of an organization.
 */
public final class RightCheck {

    private RightCheck() {}

    /**
     * What the call shows.
     *
     * @param action the IAM action, for example {@code ecs:ListTasks}
     * @param shows how AWS answers a call that is allowed and has nothing to work on
     */
    static Finding tried(String action, Runnable call, String... shows) {
        try {
            call.run();
            return Finding.ok(action, "allowed");
        } catch (SdkException failure) {
            return Set.of(shows).contains(AwsFailure.kind(failure))
                    ? Finding.ok(action, "allowed")
                    : failed(action, failure);
        }
    }

    /**
     * What a call shows that AWS cannot carry out, since the right has an effect when it is used. A refusal shows that the
     * right is missing. Any other answer shows nothing: AWS may have looked at the call before it looked at the right.
     *
     * @param reason why the right is not tried
     */
    static Finding impossible(String action, String reason, Runnable call) {
        try {
            call.run();
        } catch (SdkException failure) {
            if (AwsFailure.denied(failure)) {
                return failed(action, failure);
            }
        }
        return Finding.notTried(action, reason);
    }

    /** What it means that this call has failed. */
    static Finding failed(String action, SdkException failure) {
        String reason = AwsFailure.describe(failure);
        return AwsFailure.denied(failure)
                ? missing(
                        Finding.failed(
                                action, "refused: " + reason, "allow " + action + " to the program's role or user"),
                        action)
                : Finding.failed(action, reason, AwsFailure.remedy(failure));
    }

    /** The same of a call without which the other rights of the statement cannot be tried: all of them may be missing. */
    static Finding failedFirst(String action, SdkException failure) {
        Finding failed = failed(action, failure);
        return failed.statement() == null
                ? failed
                : failed.missing(Rights.allowing(action).statement());
    }

    /** The finding, with a statement that allows this action. */
    static Finding missing(Finding finding, String action) {
        return finding.missing(Rights.allowing(action).only(action));
    }

    /**
     * What it means that a call has failed which the program itself need not make.
     *
     * @param untried what is said where the right to it is missing
     */
    static Finding failedToCheck(String subject, String action, String untried, SdkException failure) {
        return AwsFailure.denied(failure)
                ? missing(Finding.notTried(subject, untried), action)
                : failed(action, failure).about(subject);
    }

    /** Whether the settings of a source that lives elsewhere could be read, with the statement that lets the program. */
    public static Finding ofSource(Config.State state) {
        String settings = state.settings() == 1 ? "one setting" : state.settings() + " settings";
        Finding finding = state.problem()
                .map(problem -> Finding.failed(state.source(), "its settings cannot be read: " + problem, ""))
                .orElseGet(() -> Finding.ok(state.source(), settings + ", apart from those of the environment"));
        String denied = state.denied();
        if (denied == null) {
            return finding;
        }
        String place = state.source().replaceFirst("^\\w+:", "");
        String secret = place.startsWith("arn:")
                ? place
                : "arn:${Partition}:secretsmanager:${Region}:${Account}:secret:" + place + "-*";
        return missing(finding, denied).named(Map.of("ConfigPath", place, "ConfigSecret", secret));
    }

    /**
     * What stands for the names in the statements, as far as the settings and STS say it.
     *
     * @param region the program's own Region
     */
    static Map<String, String> names(SettingsReader reader, AwsClients clients, String region) {
        Map<String, String> names = new LinkedHashMap<>();
        reader.optional("spot.queue", QueueAddress::parse)
                .ifPresent(queue -> names.put(
                        "Queue",
                        "arn:${Partition}:sqs:"
                                + Optional.ofNullable(queue.region()).orElse("${Region}") + ":"
                                + Optional.ofNullable(queue.account()).orElse("${Account}") + ":" + queue.name()));
        String there = ":${Region}:${Account}:";
        names.put("Rule", "arn:${Partition}:events" + there + "rule/" + reader.text("spot.provision.rule"));
        names.put(
                "Table",
                "arn:${Partition}:dynamodb" + there + "table/"
                        + reader.text("spot.store.url").replaceFirst("dynamodb:", ""));
        names.put("Partition", PartitionMetadata.of(Region.of(region)).id());
        names.put("Region", region);
        clients.credentials().ownAccount().ifPresent(account -> names.put("Account", account));
        return names;
    }
}
