package org.spotalert.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spotalert.fleet.LookupResult.Instances;
import org.spotalert.model.AccountRegion;
import org.spotalert.model.Cluster;
import org.spotalert.model.ContainerInstance;
import org.spotalert.model.Impact;
import org.spotalert.model.Instance;
import org.spotalert.model.InstanceAction;
import org.spotalert.model.Interruption;
import org.spotalert.model.Interruption.Assumed;
import org.spotalert.model.Samples;
import org.spotalert.pipeline.enrich.Enricher;
import org.spotalert.platform.aws.AssumedRole;
import org.spotalert.platform.aws.AwsClients;
import org.spotalert.platform.aws.AwsSettings;
import org.spotalert.platform.aws.CallDeadline;
import org.spotalert.platform.aws.Priority;

class EnricherTest {

    private static final Instant NOW = Instant.parse("2026-11-20T08:15:42Z");
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Clock AT_THE_NOTICE = Clock.fixed(NOW, ZoneOffset.UTC);

    /** The role's account is the program's own. */
    private final AwsClients clients = new AwsClients(
            new AwsSettings("eu-west-1", new AssumedRole("arn:aws:iam::111122223333:role/spot", null, Set.of())));

    private final Enricher impacts = enricher(clients, AT_THE_NOTICE, AT_THE_NOTICE);

    private static Enricher enricher(AwsClients clients, Clock clock, Clock asOf) {
        return new Enricher(clock, asOf, TIMEOUT, clients.credentials(), Fleets.empty(), Fleets.SETTINGS);
    }

    @AfterEach
    void close() {
        clients.close();
    }

    private static Interruption interruption(@Nullable String account, String region, String id) {
        return Samples.notice()
                .eventId("event")
                .account(account)
                .region(region)
                .id(id)
                .action(InstanceAction.STOP)
                .noticedAt(NOW)
                .interruption();
    }

    @Test
    void batchIsGroupedByWhereItIsAskedAbout() {
        List<LookupResult> begun = impacts.begin(List.of(
                interruption("111122223333", "eu-west-1", "i-1"),
                interruption(null, "eu-central-1", "i-2"),
                interruption("444455556666", "eu-west-1", "i-3"),
                interruption("111122223333", "eu-west-1", "i-1")));

        assertThat(begun)
                .extracting(LookupResult::accountRegion)
                .containsExactly(new AccountRegion(null, "eu-west-1"), new AccountRegion(null, "eu-central-1"));
        assertThat(begun.get(0).instanceIds()).containsExactly("i-1", "i-3");
        assertThat(begun.get(0).interruptions()).hasSize(2);
        assertThat(begun)
                .extracting(LookupResult::deadline)
                .containsOnly(CallDeadline.of(Priority.ALERT, NOW, TIMEOUT));
    }

    @Test
    void noticeIsLateAsSeenFromTheTimeThatIsAskedAbout() {
        Clock muchLater = Clock.offset(AT_THE_NOTICE, Duration.ofDays(5));
        Enricher explained = enricher(clients, muchLater, AT_THE_NOTICE);
        Enricher now = enricher(clients, muchLater, muchLater);
        List<Interruption> batch = List.of(interruption("111122223333", "eu-west-1", "i-1"));

        assertThat(explained
                        .finish(explained.begin(batch))
                        .get(0)
                        .completeness()
                        .partial())
                .isFalse();
        assertThat(now.finish(now.begin(batch)).get(0).completeness().partial()).isTrue();
        assertThat(explained.begin(batch).get(0).deadline())
                .isEqualTo(CallDeadline.of(Priority.ALERT, muchLater.instant(), TIMEOUT));
    }

    @Test
    void instanceOfAnotherAccountThatIsFoundNowhereHasUnknownImpact() {
        List<LookupResult> denied = impacts.begin(List.of(
                interruption("444455556666", "eu-west-1", "i-1"), interruption("111122223333", "eu-west-1", "i-2")));

        List<Impact> finished = impacts.finish(denied);

        assertThat(finished.get(0).completeness().reason())
                .isEqualTo("the instance is in account 444455556666, and EC2 and ECS were asked in account"
                        + " 111122223333; see spot.assume-role-arn and spot.accounts");
        assertThat(finished.get(1).completeness().partial()).isFalse();
    }

    @Test
    void instanceThatIsFoundNowhereHasUnknownImpactWhileTheOwnAccountIsUnknown() {
        System.setProperty("aws.endpointUrl", "http://127.0.0.1:1");
        System.setProperty("aws.accessKeyId", "local");
        System.setProperty("aws.secretAccessKey", "local");
        try (AwsClients anyAccount = new AwsClients(
                new AwsSettings("eu-west-1", new AssumedRole("arn:aws:iam::{account}:role/spot", null, Set.of())))) {
            Enricher unsure = enricher(anyAccount, AT_THE_NOTICE, AT_THE_NOTICE);
            LookupResult denied = unsure.begin(List.of(interruption("444455556666", "eu-west-1", "i-1")))
                    .get(0);

            assertThat(unsure.finish(List.of(denied)).get(0).completeness().reason())
                    .contains("in account 444455556666", "unknown: STS does not say");
        } finally {
            List.of("aws.endpointUrl", "aws.accessKeyId", "aws.secretAccessKey").forEach(System::clearProperty);
        }
    }

    @ParameterizedTest
    @CsvSource({"REGION, the notice names no Region", "ACCOUNT, the notice names no account", "TIME, "})
    void nothingFoundWhereThePlaceWasAssumedIsNotCertain(Assumed assumed, @Nullable String reason) {
        Interruption said = interruption(null, "eu-west-1", "i-1");
        Interruption interruption = Samples.like(said).assumed(assumed).interruption();
        LookupResult nowhere = impacts.begin(List.of(interruption)).get(0);
        Instance known = new Instance("i-1", "m5.large", null, "spot", "running", null, Map.of());

        assertThat(impacts.finish(List.of(nowhere)).get(0).completeness().reason())
                .contains(reason == null ? "" : reason);
        assertThat(impacts.finish(List.of(nowhere)).get(0).completeness().partial())
                .isEqualTo(reason != null);
        assertThat(impacts.finish(List.of(nowhere.with(new Instances(List.of(known), null))))
                        .get(0)
                        .completeness()
                        .partial())
                .isFalse();
    }

    @Test
    void troubleWithEc2MattersOnlyForInstancesThatItLeftOut() {
        Stream<Match> records = Stream.of("i-1", "i-2")
                .map(id -> new Match(new ContainerInstance("arn/" + id, id, "ACTIVE"), true, 0, 0, 0, null, 0));
        ClusterSnapshot found = ClusterSnapshot.empty(new Cluster("blue"), NOW).with(records.toList());
        Instance known = new Instance("i-1", "m5.large", null, "spot", "running", null, Map.of());
        LookupResult result = impacts.begin(
                        List.of(interruption(null, "eu-west-1", "i-1"), interruption(null, "eu-west-1", "i-2")))
                .get(0)
                .with(
                        new ClusterAnswer(Set.of("i-1", "i-2"), found, List.of()),
                        new Instances(List.of(known), "EC2 could not be asked"));

        List<Impact> finished = impacts.finish(List.of(result));

        assertThat(finished.get(0).completeness().partial()).isFalse();
        assertThat(finished.get(1).completeness().reason()).isEqualTo("EC2 could not be asked");
    }
}
