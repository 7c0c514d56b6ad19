package org.spotalert.cli.check;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.spotalert.app.Settings;
import org.spotalert.cli.check.Checks.Check;
import org.spotalert.fleet.LookupSettings;
import org.spotalert.model.AccountRegion;
import org.spotalert.model.Cluster;
import org.spotalert.model.InterruptionKind;
import org.spotalert.pipeline.decide.RulesText;
import org.spotalert.pipeline.decide.SuppressionSettings;
import org.spotalert.pipeline.intake.IntakeSettings;
import org.spotalert.pipeline.owner.CatalogueEntry;
import org.spotalert.pipeline.owner.OwnerSettings;
import org.spotalert.platform.aws.AssumedRole;
import org.spotalert.platform.aws.AwsClients;
import org.spotalert.platform.aws.AwsSettings;
import org.spotalert.platform.aws.LookupClients;
import org.spotalert.platform.aws.sqs.QueueAddress;
import org.spotalert.platform.aws.sqs.QueueLocation;
import org.spotalert.platform.store.StoreSettings;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The servers behind the settings, apart from the channels'; for those whose settings are bad, a word about that. */
public final class SetUp implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int WHOLE_QUOTA = 100;
    private static final String EFFECTS = "rights with an effect";

    private final Settings settings;
    private final @Nullable AwsSettings aws;
    private final @Nullable AwsClients clients;
    private final @Nullable QueueAddress queue;
    private final boolean provisioned;

    /** A setting that is bad keeps nothing else from being checked. */
    public SetUp(Settings settings) {
        this.settings = settings;
        this.aws = settings.ifGood(AwsSettings::read).orElse(null);
        this.clients = aws == null ? null : new AwsClients(aws);
        this.queue = settings.ifGood(IntakeSettings::queue).orElse(null);
        this.provisioned = on("spot.provision");
    }

    private boolean on(String property) {
        return settings.ifGood(reader -> {
                    boolean on = reader.flag(property);
                    return () -> on;
                })
                .orElse(false);
    }

    /** The clients for AWS; null when the region is not known. */
    public @Nullable AwsClients clients() {
        return clients;
    }

    public List<Check> checks() {
        List<Check> checks = new ArrayList<>();
        if (clients == null || aws == null) {
            String bad = settings.ifGood(AwsSettings::region).isEmpty() ? "AWS_REGION" : "the role";
            List.of("credentials", "queue", "lookups").forEach(subject -> checks.add(untried(subject, bad)));
        } else {
            checks.addAll(ofAws(clients, aws));
        }
        checks.add(store());
        Optional<Path> rules = settings.ifGood(SuppressionSettings::read).map(SuppressionSettings::rules);
        Optional<Path> catalogue = settings.ifGood(OwnerSettings::read).map(OwnerSettings::catalogue);
        List.of(
                        new FileCheck("rules", rules.orElse(null), "maintenance windows", RulesText::windows),
                        new FileCheck("catalogue", catalogue.orElse(null), "entries", CatalogueEntry::read))
                .forEach(file -> checks.add(new Check(file.subject(), file::run)));
        return checks;
    }

    private Check store() {
        StoreSettings store = settings.ifGood(StoreSettings::read).orElse(null);
        if (store == null) {
            return untried("store", "spot.store.url");
        }
        StoreSettings.Table table = store.table();
        return new Check(
                "store",
                table == null || clients == null
                        ? new StoreCheck(store)::run
                        : new TableCheck(clients.dynamoDb(), table.name(), table.provision())::run);
    }

    private List<Check> ofAws(AwsClients clients, AwsSettings aws) {
        List<String> clusters =
                settings.ifGood(LookupSettings::read).map(LookupSettings::clusters).orElse(List.of()).stream()
                        .map(Cluster::reference)
                        .toList();
        Set<InterruptionKind> kinds = settings.ifGood(IntakeSettings::kinds).orElse(InterruptionKind.DEFAULTS);
        AccountRegion here = new AccountRegion(null, aws.region());
        boolean audit = on("spot.audit");
        IdentityCheck identity = new IdentityCheck(clients.credentials(), aws.role());
        LookupClients lookups = clients.lookups(TIMEOUT, WHOLE_QUOTA, WHOLE_QUOTA);
        List<Check> checks = new ArrayList<>(List.of(
                new Check("credentials", identity::run),
                queue == null
                        ? untried("queue", "spot.queue")
                        : new Check(
                                "queue",
                                new QueueCheck(clients, aws.region(), queue, provisioned, kinds, on("spot.canary"))
                                        ::run),
                new Check("lookups", rights(lookups, here, clusters)::run),
                queue == null ? untried(EFFECTS, "spot.queue") : new Check(EFFECTS, () -> effects(clients, queue))));
        if (audit) {
            checks.add(new Check("audit", () -> audit(clients.cloudTrail(here))));
        }
        AssumedRole role = aws.role();
        if (role != null && role.perAccount()) {
            for (String account : new TreeSet<>(role.accounts())) {
                LookupRightsCheck there = rights(lookups, new AccountRegion(account, aws.region()), List.of());
                checks.add(new Check("account " + account, () -> identity.inAccount(role, account, there)));
            }
        }
        return checks;
    }

    private LookupRightsCheck rights(LookupClients lookups, AccountRegion there, List<String> clusters) {
        return new LookupRightsCheck(
                lookups.of(there).ec2(),
                lookups.of(there).ecs(),
                lookups.loadBalancers(there),
                clusters,
                on("spot.drain"),
                on("spot.audit") || on("spot.request-watch"));
    }

    /** The program works without the right that only the audit needs; its audit then says what it cannot see. */
    private static List<Finding> audit(CloudTrailClient trail) {
        try (trail) {
            return List.of(
                    RightCheck.tried("cloudtrail:LookupEvents", () -> trail.lookupEvents(call -> call.maxResults(1)))
                            .orWarning());
        }
    }

    private List<Finding> effects(AwsClients clients, QueueAddress known) {
        SqsClient sqs = clients.sqs(known.region(), Duration.ZERO);
        String url;
        try {
            url = new QueueLocation(sqs, known).url();
        } catch (SdkException failure) {
            // The row of the queue says why.
            return List.of(
                    on("spot.recovery") && known.name().endsWith(".fifo")
                            ? QueueRights.NO_RECOVERY
                            : Finding.notTried(EFFECTS, "the queue cannot be read"));
        }
        QueueRights check = new QueueRights(sqs, url);
        List<Finding> rights = new ArrayList<>();
        if (on("spot.recovery")) {
            rights.add(check.recovery());
        }
        if (provisioned) {
            String rule = settings.part(reader -> () -> reader.text("spot.provision.rule"));
            String table = settings.ifGood(StoreSettings::read)
                    .map(StoreSettings::table)
                    .map(StoreSettings.Table::name)
                    .orElse(null);
            rights.addAll(check.provision(clients.eventBridge(), rule, clients.dynamoDb(), table));
        }
        return rights;
    }

    /** What stands for the names in the statements of findings. */
    public Map<String, String> names() {
        return clients == null || aws == null
                ? Map.of()
                : settings.part(reader -> () -> RightCheck.names(reader, clients, aws.region()));
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
