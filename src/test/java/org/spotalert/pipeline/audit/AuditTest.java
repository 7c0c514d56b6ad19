package org.spotalert.pipeline.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spotalert.fleet.reclaims.TakenByAws;
import org.spotalert.model.AlertKind;
import org.spotalert.model.Decision.Rule;
import org.spotalert.model.Decision.Verdict;
import org.spotalert.model.Incident;
import org.spotalert.model.Incident.Notification;
import org.spotalert.model.Incident.Notification.Outcome;
import org.spotalert.model.Samples;
import org.spotalert.pipeline.decide.MovingClock;
import org.spotalert.platform.aws.AwsClients;

/** A thousand ends of instances of every kind, as three answers of AWS have them: each has its verdict. */
class AuditTest {

    private static final int ENDS = 1000;
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Instant SINCE = NOW.minus(Duration.ofHours(24));
    private static final String FOREIGN = "999988887777";

    private final MovingClock clock = new MovingClock(NOW.toString());
    private final TakenByAws aws = new TakenByAws();
    private final AwsClients clients = TakenByAws.clients();
    private final Map<String, AuditVerdict> planted = new HashMap<>();
    private final List<Incident> incidents = new ArrayList<>();
    private final Auditor auditor = Audits.auditor(clients, since -> incidents, clock);
    private final List<String> evictedTogether = new ArrayList<>();

    @AfterEach
    void close() {
        clients.close();
        aws.close();
    }

    private static Samples warning(String id, Instant end) {
        return Samples.warning().id(id).noticedAt(end.minusSeconds(120));
    }

    private void notified(String id, Instant end, int secondsLeft) {
        Instant at = end.minusSeconds(secondsLeft);
        incidents.add(Incident.of(warning(id, end).alert(), at)
                .notified(
                        new Notification(
                                "slack", AlertKind.WARNING, Outcome.SENT, at, (long) secondsLeft, "t", null, null),
                        at));
    }

    private void decided(String id, Instant end, Verdict verdict, Rule rule) {
        incidents.add(
                Incident.of(warning(id, end).decision(verdict, rule, "because").alert(), end.minusSeconds(118)));
    }

    private void trail(String id, Instant end) {
        aws.evicted(TakenByAws.ACCOUNT, end, List.of(id));
    }

    private void terminated(String id, Instant end) {
        aws.instance(id, "Server.SpotInstanceTermination", "terminated", end);
    }

    /** The kinds that are planted; the number is the end's among all. */
    private void plant(int number) {
        String id = Samples.id(number);
        Instant end = SINCE.plus(Duration.ofMinutes(60 + number)).plusSeconds(number % 60);
        switch (number % 14) {
            case 0 ->
                aws.instance(id, "Client.UserInitiatedShutdown", "terminated", end)
                        .request(id, "instance-terminated-by-user", end);
            case 1 ->
                aws.instance(id, "Client.InstanceInitiatedShutdown", "terminated", end)
                        .request(id, "instance-terminated-by-service", end);
            case 2 -> {
                terminated(id, end);
                aws.request(id, "instance-terminated-no-capacity", end.minusSeconds(120));
                planted.put(id, AuditVerdict.IN_TIME);
                notified(id, end, 104);
            }
            case 3 -> {
                terminated(id, end);
                // The status changes with the end: nothing has announced it.
                aws.request(id, "instance-terminated-by-price", end.minusSeconds(2));
                planted.put(id, AuditVerdict.NEVER_ANNOUNCED);
            }
            case 4 -> {
                terminated(id, end);
                planted.put(id, AuditVerdict.LATE);
                notified(id, end, 12);
            }
            case 5 -> {
                terminated(id, end);
                planted.put(id, AuditVerdict.SUPPRESSED);
                decided(id, end, Verdict.SUPPRESS, Rule.SILENCE);
            }
            case 6 -> {
                aws.evicted(FOREIGN, end, List.of(id));
                planted.put(id, AuditVerdict.NOT_OURS);
            }
            case 7 -> {
                // A persistent request waits for capacity again.
                aws.request(id, "pending-evaluation", end.plusSeconds(5));
                aws.instance(id, "Server.SpotInstanceShutdown", "stopped", end);
                planted.put(id, AuditVerdict.IN_TIME);
                notified(id, end, 95);
            }
            case 8 -> {
                evictedTogether.add(id);
                planted.put(id, AuditVerdict.NEVER_ANNOUNCED);
            }
            case 9 -> {
                terminated(id, end);
                planted.put(id, AuditVerdict.AFTER_END);
                notified(id, end, -300);
            }
            case 10 -> {
                // The status said so two minutes before, and nothing came of it.
                aws.request(id, "instance-terminated-no-capacity", end.minusSeconds(120));
                terminated(id, end.plusSeconds(1));
                planted.put(id, AuditVerdict.NOT_NOTIFIED);
            }
            case 11 -> {
                terminated(id, end);
                planted.put(id, AuditVerdict.NOT_NOTIFIED);
                decided(id, end, Verdict.SEND, Rule.TASKS_LOST);
            }
            case 12 -> {
                trail(id, end);
                terminated(id, end.plusSeconds(3));
                aws.request(id, "marked-for-termination", end.minusSeconds(119));
                planted.put(id, AuditVerdict.IN_TIME);
                notified(id, end, 115);
            }
            default -> {
                terminated(id, end);
                planted.put(id, AuditVerdict.NOT_IN_ECS);
                decided(id, end, Verdict.SUPPRESS, Rule.NOT_IN_ECS);
            }
        }
    }

    private void plantAll() {
        for (int number = 0; number < ENDS; number++) {
            plant(number);
        }
        for (int first = 0; first < evictedTogether.size(); first += 12) {
            aws.evicted(
                    TakenByAws.ACCOUNT,
                    NOW.minus(Duration.ofMinutes(30)),
                    evictedTogether.subList(first, Math.min(evictedTogether.size(), first + 12)));
        }
        aws.answer();
    }

    private static Map<String, AuditVerdict> verdicts(AuditReport report) {
        return report.findings().stream()
                .collect(Collectors.toMap(finding -> finding.reclaim().instanceId(), Finding::verdict));
    }

    private static String missedOr(AuditVerdict verdict) {
        return verdict.missed() ? "missed" : verdict.name();
    }

    @Test
    void eachEndHasItsVerdict() {
        plantAll();

        AuditReport report = auditor.audit(SINCE, Audits.among(incidents));

        assertThat(report.unseen()).isEmpty();
        assertThat(verdicts(report)).isEqualTo(planted).hasSizeGreaterThan(850);
        assertThat(report.missed())
                .isEqualTo(new Count(
                        planted.values().stream().filter(AuditVerdict::missed).count(), true));
        assertThat(report.toReport()).hasSize((int) report.missed().number());
        // CloudTrail's answer has several pages.
        assertThat(aws.lookups()).isGreaterThan(2);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            DescribeInstances,            500, InternalError,         '',     could not ask eu-west-1 for ec2:DescribeInstances: InternalError
            DescribeSpotInstanceRequests, 403, UnauthorizedOperation, '',     could not ask eu-west-1 for ec2:DescribeSpotInstanceRequests: UnauthorizedOperation
            LookupEvents,                 400, AccessDeniedException, '',     could not ask eu-west-1 for cloudtrail:LookupEvents: AccessDeniedException
            LookupEvents,                 400, ThrottlingException,   page-1, could not ask eu-west-1 for cloudtrail:LookupEvents: ThrottlingException
            """)
    void auditThatCouldNotAskNeverSaysThatNothingWasMissed(
            String action, int status, String code, String token, String unseen) {
        plantAll();
        aws.fail(action, status, code, token);

        AuditReport report = auditor.audit(SINCE, Audits.among(incidents));

        assertThat(report.unseen())
                .singleElement()
                .satisfies(one -> assertThat(one.toString()).startsWith(unseen));
        // Without Spot requests nobody knows which of those that were missed had been announced.
        assertThat(report.findings())
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(missedOr(finding.verdict()))
                        .isEqualTo(missedOr(Objects.requireNonNull(
                                planted.get(finding.reclaim().instanceId())))));
        assertThat(report.missed().exact()).isFalse();
        assertThat(report.good()).isFalse();
        assertThat(report.summary()).doesNotContainPattern("(?<!\\d)0 ").contains("at least ");
    }

    @Test
    void nothingSeenIsUnknownAndNotNone() {
        aws.fail(TakenByAws.EVENTS, 400, "AccessDeniedException", "");

        AuditReport report = auditor.audit(SINCE, Audits.among(incidents));

        assertThat(report.missed()).isEqualTo(new Count(0, false)).hasToString("unknown");
        assertThat(report.summary())
                .isEqualTo(
                        "unknown taken: unknown announced by AWS, nobody was notified, unknown never announced by AWS");
    }

    @Test
    void storeThatDoesNotAnswerLeavesAllUnknown() {
        plantAll();

        AuditReport report = Audits.auditor(clients, AuditTest::silent, clock).audit(SINCE, AuditTest::silent);

        assertThat(report.unseen())
                .singleElement()
                .hasToString("could not ask the store for incidents: it does not answer");
        assertThat(report.missed()).hasToString("unknown");
    }

    private static Collection<Incident> silent(Object question) {
        throw new IllegalStateException("it does not answer");
    }

    @Test
    void whatHasJustEndedIsLeftToTheNextAudit() {
        terminated(Samples.ID, NOW.minusSeconds(30));
        aws.answer();
        assertThat(auditor.audit(SINCE, Audits.among(incidents)).findings()).isEmpty();

        clock.advance(Duration.ofMinutes(5));
        assertThat(auditor.audit(SINCE, Audits.among(incidents)).findings()).hasSize(1);
    }

    @Test
    void cloudTrailIsAskedOnceAnHourAndItsAnswerIsRemembered() {
        trail(Samples.ID, NOW.minus(Duration.ofMinutes(20)));
        aws.answer();

        auditor.audit(SINCE, Audits.among(incidents));
        clock.advance(Duration.ofMinutes(55));
        assertThat(auditor.audit(SINCE, Audits.among(incidents)).findings()).hasSize(1);
        assertThat(aws.lookups()).isOne();

        clock.advance(Duration.ofMinutes(6));
        auditor.audit(SINCE, Audits.among(incidents));
        assertThat(aws.lookups()).isEqualTo(2);
    }

    @Test
    void secondStopOfAnInstanceIsAnotherEnd() {
        for (int hour = 1; hour <= 2; hour++) {
            Instant end = NOW.minus(Duration.ofHours(3L * hour));
            trail(Samples.ID, end);
            notified(Samples.ID, end, 100 / hour);
        }
        aws.answer();

        assertThat(auditor.audit(SINCE, Audits.among(incidents)).findings())
                .extracting(Finding::verdict)
                .containsExactly(AuditVerdict.LATE, AuditVerdict.IN_TIME);
    }
}
