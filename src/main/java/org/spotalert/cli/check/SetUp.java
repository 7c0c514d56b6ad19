package org.spotalert.cli.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.AccountRegion;
import org.spotalert.model.Cluster;
import org.spotalert.platform.aws.AwsClients;
import org.spotalert.platform.aws.sqs.QueueAddress;
import org.spotalert.platform.store.StoreSettings;

/** The servers behind the settings, apart from the channels'; for those whose settings are bad, a word about that. */
public final class SetUp implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int WHOLE_QUOTA = 100;

    private final CheckSettings settings;
    private final @Nullable AwsClients clients;

    public SetUp(CheckSettings settings) {
        this.settings = settings;
        this.clients = settings.region() == null ? null : new AwsClients(settings.region(), settings.role());
    }

    /** The clients for AWS; null when the region is not known. */
    public @Nullable AwsClients clients() {
        return clients;
    }

    public List<Check> checks() {
        List<Check> checks = new ArrayList<>();
        if (clients == null) {
            List.of("credentials", "queue", "lookups").forEach(subject -> checks.add(untried(subject, "AWS_REGION")));
        } else {
            checks.addAll(ofAws(clients, String.valueOf(settings.region())));
        }
        checks.add(store());
        checks.add(new Check("rules", new RulesCheck(settings.rules())::look));
        return checks;
    }

    private Check store() {
        StoreSettings store = settings.store();
        if (store == null || (store.table() != null && clients == null)) {
            return untried("store", store == null ? "spot.store.url" : "AWS_REGION");
        }
        return new Check(
                "store",
                store.table() == null
                        ? new StoreCheck(store)::look
                        : new TableCheck(clients.dynamoDb(), store.table().name(), settings.provisioned())::look);
    }

    private List<Check> ofAws(AwsClients aws, String region) {
        QueueAddress queue = settings.queue();
        List<String> clusters =
                settings.clusters().stream().map(Cluster::reference).toList();
        LookupRightsCheck lookups =
                new LookupRightsCheck(aws.lookups(PATIENCE, WHOLE_QUOTA).of(new AccountRegion(null, region)), clusters);
        return List.of(
                new Check("credentials", new IdentityCheck(aws.credentials(), settings.role())::look),
                queue == null
                        ? untried("queue", "spot.queue")
                        : new Check(
                                "queue",
                                new QueueCheck(aws, region, queue, settings.provisioned(), settings.kinds())::look),
                new Check("lookups", lookups::look),
                new Check("rights with an effect", this::untriedRights));
    }

    private List<Finding> untriedRights() {
        List<Finding> rights = new ArrayList<>();
        QueueAddress queue = settings.queue();
        if (settings.followUp() && queue != null && queue.name().endsWith(".fifo")) {
            rights.add(Finding.warning(
                    "follow-up",
                    "a FIFO queue delays no single message: how interruptions end is not told",
                    "take a standard queue, or turn it off: SPOT_RECOVERY=false (spot.recovery)"));
        } else if (settings.followUp()) {
            rights.add(
                    Finding.notTried(
                            "sqs:SendMessage",
                            "would put a message on the queue; without it how interruptions end is not told, and the log warns"));
        }
        if (settings.drain()) {
            rights.add(Finding.notTried(
                    "ecs:UpdateContainerInstancesState", "would drain an instance; the log tells of a refusal"));
        }
        if (settings.provisioned()) {
            rights.add(Finding.notTried(
                    "events:PutRule, events:PutTargets, sqs:SetQueueAttributes",
                    "the start uses them, and tries again until it may"));
        }
        return rights;
    }

    private static Check untried(String subject, String setting) {
        return new Check(subject, () -> List.of(Finding.notTried(subject, "correct " + setting + " first")));
    }

    @Override
    public void close() {
        if (clients != null) {
            clients.close();
        }
    }
}
