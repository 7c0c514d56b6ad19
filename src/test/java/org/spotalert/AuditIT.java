package org.spotalert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.AwsWorld.Member;
import org.spotalert.local.MotoServer;

/** What nobody was notified of, since no notice came, is an alert of its own kind in the running program. */
class AuditIT {

    private static final Duration SOON = Duration.ofMinutes(2);

    @Test
    void reclaimWithoutNoticeIsAnAlertOnceAndAWarningWhatCannotBeSeen() throws Exception {
        try (MotoServer moto = MotoServer.start();
                AwsWorld aws = new AwsWorld(moto.endpoint())) {
            aws.queue("spot", 5);
            aws.cluster("blue");
            Member member = aws.members("blue", 1).get(0);
            aws.service("blue", "checkout", 3);
            aws.tasks(member, "service:checkout", 1);
            Map<String, String> settings = new HashMap<>(Map.of(
                    "spot.queue", "spot",
                    "spot.fleet", "true",
                    "spot.fleet.interval", "1s",
                    "spot.audit", "true",
                    "spot.audit.interval", "2s",
                    "spot.store.url", "jdbc:h2:mem:" + UUID.randomUUID(),
                    "spot.channel.sns.enabled", "true",
                    "spot.channel.sns.topic-arn", aws.topic("alerts")));
            settings.put("spot.request-watch", "false");
            try (Program program = Program.start(moto.endpoint(), settings)) {
                instancesOfTheFleet(program, 1);
                aws.deregister(member);
                instancesOfTheFleet(program, 0);
                moto.reclaim(
                        AwsWorld.ACCOUNT,
                        AwsWorld.REGION,
                        Duration.ofMinutes(10),
                        "instance-terminated-by-price",
                        "terminate",
                        List.of(member.instanceId()));
                List<String> alerts = new ArrayList<>();
                await("alert").atMost(SOON).until(() -> {
                    aws.messages("alerts").forEach(message -> alerts.add(message.body()));
                    return !alerts.isEmpty();
                });
                moto.resetCalls();
                await("three audits more")
                        .atMost(SOON)
                        .until(() -> moto.calls().getOrDefault("DescribeSpotInstanceRequests", 0) > 3);
                aws.messages("alerts").forEach(message -> alerts.add(message.body()));

                assertThat(alerts)
                        .singleElement()
                        .asString()
                        .contains(
                                member.instanceId(),
                                "checkout",
                                "nobody was notified before",
                                "ECS has forgotten what ran there: services and counts are as of ")
                        .doesNotContain("unknown");
                assertThat(program.get("/observe/metrics"))
                        .containsPattern("spot_audit_reclaims\\{[^}]*verdict=\"NEVER_ANNOUNCED\"[^}]*} 1.0")
                        .containsPattern("spot_audit_reclaims\\{[^}]*verdict=\"NOT_NOTIFIED\"[^}]*} 0.0");

                moto.fail("DescribeSpotInstanceRequests", "UnauthorizedOperation", 403, 1000);
                program.awaitHealth(
                        "200",
                        "the audit cannot see all that AWS has taken: could not ask eu-west-1 for ec2:DescribeSpotInstanceRequests");
                await("no count")
                        .atMost(SOON)
                        .untilAsserted(() -> assertThat(program.get("/observe/metrics"))
                                .containsPattern("spot_audit_reclaims\\{[^}]*verdict=\"NOT_NOTIFIED\"[^}]*} NaN"));
            }
        }
    }

    private static void instancesOfTheFleet(Program program, int count) {
        await("fleet")
                .atMost(SOON)
                .until(() -> program.get("/observe/metrics").contains("spot_fleet_instances " + count + ".0"));
    }
}
