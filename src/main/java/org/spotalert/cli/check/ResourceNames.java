package org.spotalert.cli.check;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.spotalert.platform.aws.AwsClients;
import org.spotalert.platform.aws.sqs.QueueAddress;
import org.spotalert.platform.settings.SettingsReader;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/** What stands for the names in the statements of {@link Rights}, as far as the settings and STS say it. */
final class ResourceNames {

    private ResourceNames() {}

    /**
     * The values of the names.
     *
     * @param region the program's own Region
     */
    static Map<String, String> of(SettingsReader settings, AwsClients clients, String region) {
        Map<String, String> names = new LinkedHashMap<>();
        settings.optional("spot.queue", QueueAddress::parse)
                .ifPresent(queue -> names.put(
                        "Queue",
                        "arn:${Partition}:sqs:"
                                + Optional.ofNullable(queue.region()).orElse("${Region}") + ":"
                                + Optional.ofNullable(queue.account()).orElse("${Account}") + ":" + queue.name()));
        names.put("Rule", "arn:${Partition}:events:${Region}:${Account}:rule/" + settings.text("spot.provision.rule"));
        names.put(
                "Table",
                "arn:${Partition}:dynamodb:${Region}:${Account}:table/"
                        + settings.text("spot.store.url").replaceFirst("dynamodb:", ""));
        names.put("Partition", PartitionMetadata.of(Region.of(region)).id());
        names.put("Region", region);
        clients.credentials().ownAccount().ifPresent(account -> names.put("Account", account));
        return names;
    }
}
