package org.spotalert.pipeline.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.spotalert.fleet.reclaims.ReclaimPlaces;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.MotoServer;
import org.spotalert.model.Cluster;
import org.spotalert.model.Incident;
import org.spotalert.model.Samples;
import org.spotalert.platform.aws.AssumedRole;
import org.spotalert.platform.aws.AwsClients;
import org.spotalert.platform.aws.AwsSettings;

/** Each account and Region is asked with its own role, and one that cannot be asked is named and never a 0. */
class MemberAuditIT {

    private static final String MEMBER = "222233334444";
    private static final String REFUSING = "333344445555";
    private static final String STRANGER = "999988887777";
    private static final String FAR = "us-east-1";
    private static final MotoServer MOTO = MotoServer.start();
    private static final List<String> PROPERTIES = List.of("aws.endpointUrl", "aws.accessKeyId", "aws.secretAccessKey");

    private final Clock clock = Clock.systemUTC();
    private final List<Incident> incidents = new ArrayList<>();

    @BeforeAll
    static void furnish() {
        System.setProperty("aws.endpointUrl", MOTO.endpoint().toString());
        System.setProperty("aws.accessKeyId", "local");
        System.setProperty("aws.secretAccessKey", "local");
        taken(AwsWorld.ACCOUNT, AwsWorld.REGION, 1);
        taken(MEMBER, AwsWorld.REGION, 2);
        taken(MEMBER, FAR, 3);
        taken(MEMBER, "eu-north-1", 4);
        taken(STRANGER, AwsWorld.REGION, 5);
        taken(REFUSING, AwsWorld.REGION, 6);
        MOTO.distrust(REFUSING);
    }

    @AfterAll
    static void stop() {
        PROPERTIES.forEach(System::clearProperty);
        MOTO.close();
    }

    private static void taken(String account, String region, int number) {
        MOTO.reclaim(
                account,
                region,
                Duration.ofMinutes(20),
                "instance-terminated-by-price",
                "terminate",
                List.of(Samples.id(number)));
    }

    private AuditReport audit(Set<String> accounts) {
        AwsSettings aws = new AwsSettings(
                AwsWorld.REGION, new AssumedRole("arn:aws:iam::{account}:role/spot-alerts-lookup", null, accounts));
        try (AwsClients clients = new AwsClients(aws)) {
            ReclaimPlaces places = new ReclaimPlaces(
                    aws,
                    List.of(new Cluster("arn:aws:ecs:eu-north-1:" + MEMBER + ":cluster/blue")),
                    clients.credentials(),
                    since -> incidents,
                    clock);
            return AuditBeans.auditor(
                            Audits.settings(null),
                            places,
                            clients,
                            clients.lookups(Duration.ofSeconds(20), 100, 100),
                            Runnable::run,
                            clock)
                    .audit(clock.instant().minus(Duration.ofHours(2)), Audits.among(incidents));
        }
    }

    private void known(String account, String region, int number) {
        Instant noticed = clock.instant().minus(Duration.ofHours(30));
        incidents.add(Incident.of(
                Samples.warning()
                        .account(account)
                        .region(region)
                        .id(Samples.id(number))
                        .noticedAt(noticed)
                        .alert(),
                noticed));
    }

    @Test
    void eachPlaceIsAskedWithItsOwnRole() {
        known(MEMBER, FAR, 7);
        known(STRANGER, AwsWorld.REGION, 8);

        AuditReport report = audit(Set.of(MEMBER));

        assertThat(report.unseen()).isEmpty();
        assertThat(report.findings())
                .extracting(finding -> finding.reclaim().instanceId() + " "
                        + finding.reclaim().place().account() + " "
                        + finding.reclaim().place().region())
                .containsExactlyInAnyOrder(
                        Samples.id(1) + " " + AwsWorld.ACCOUNT + " " + AwsWorld.REGION,
                        Samples.id(2) + " " + MEMBER + " " + AwsWorld.REGION,
                        Samples.id(3) + " " + MEMBER + " " + FAR,
                        Samples.id(4) + " " + MEMBER + " eu-north-1");
        assertThat(report.missed()).isEqualTo(new Count(4, true));
    }

    @Test
    void membersAreAskedWhileStsDoesNotSayTheOwnAccount() {
        MOTO.fail("GetCallerIdentity", "ServiceUnavailable", 503, 1000);
        try {
            AuditReport report = audit(Set.of(MEMBER));

            assertThat(report.unseen()).isEmpty();
            assertThat(report.findings())
                    .extracting(finding -> finding.reclaim().instanceId())
                    .contains(Samples.id(1), Samples.id(2), Samples.id(4));
        } finally {
            MOTO.clearFaults();
        }
    }

    @Test
    void accountThatRefusesIsNamedAndNothingIsCertain() {
        AuditReport report = audit(Set.of(MEMBER, REFUSING));

        assertThat(report.unseen())
                .hasSize(3)
                .extracting(Object::toString)
                .allSatisfy(text -> assertThat(text)
                        .startsWith("could not ask " + REFUSING + " eu-west-1 for ")
                        .contains("AccessDenied", "sts:AssumeRole")
                        .endsWith("; add the stack of deploy/member.yaml there, or bring it up to date: its role has"
                                + " this right"));
        assertThat(report.missed()).hasToString("at least 3");
        assertThat(report.count(AuditVerdict.NOT_NOTIFIED)).hasToString("unknown");
    }
}
