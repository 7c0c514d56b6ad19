package org.spotalert.pipeline.audit;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.core.joran.spi.JoranException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.spotalert.fleet.reclaims.TakenByAws;
import org.spotalert.model.Alert;
import org.spotalert.model.Interruption;
import org.spotalert.model.InterruptionKind;
import org.spotalert.model.Samples;
import org.spotalert.pipeline.decide.MovingClock;
import org.spotalert.pipeline.notify.deliveries.NotificationRecord;
import org.spotalert.pipeline.store.Incidents.Query;
import org.spotalert.pipeline.store.TestStore;
import org.spotalert.platform.aws.AwsClients;
import org.spotalert.platform.logging.JsonLines;
import org.spotalert.platform.logging.MetricLine;

/** What the program makes of its audits, again and again. */
class RunningAuditTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Instant END = NOW.minus(Duration.ofMinutes(20));

    private final MovingClock clock = new MovingClock(NOW.toString());
    private final TakenByAws aws = new TakenByAws();
    private final AwsClients clients = TakenByAws.clients();
    private final TestStore store = TestStore.inMemory();

    @AfterEach
    void close() {
        store.close();
        clients.close();
        aws.close();
    }

    private RunningAudit audit(@Nullable LocalTime missedAt, boolean metrics) {
        return new RunningAudit(
                Audits.settings(missedAt),
                Audits.auditor(
                        clients,
                        since -> store.access()
                                .ask(any -> any.incidents().newest(new Query(since, null, null, false, null, 100))),
                        clock),
                store.access(),
                metrics,
                clock);
    }

    private void taken(String id, Instant end) {
        aws.instance(id, "Server.SpotInstanceTermination", "terminated", end).answer();
    }

    private void sent(Interruption interruption) {
        Alert alert = Samples.about(interruption, Samples.warning().alert());
        store.incidents().decided(List.of(alert));
        new NotificationRecord(store.incidents(), alerts -> "thread", clock).sent("slack", List.of(alert), null);
        store.incidents().write();
    }

    @Test
    void missedOneIsAnAlertOfItsOwnKindUntilPeopleAreNotified() {
        taken(Samples.ID, END);
        RunningAudit audit = audit(null, false);

        List<Interruption> missed = audit.run();

        assertThat(missed).singleElement().satisfies(one -> {
            assertThat(one.kind()).isEqualTo(InterruptionKind.MISSED);
            assertThat(one.resourceId()).isEqualTo(Samples.ID);
            assertThat(one.account()).isEqualTo(TakenByAws.ACCOUNT);
            assertThat(one.zone()).isEqualTo("eu-west-1b");
            assertThat(one.terminatesAt()).isEqualTo(END);
        });
        assertThat(audit.run()).isEqualTo(missed);

        sent(missed.get(0));
        assertThat(audit.run()).isEmpty();
        assertThat(audit.count(AuditVerdict.NEVER_ANNOUNCED)).isOne();
    }

    @Test
    void onceADayIsAtTheTimeOfDay() {
        taken(Samples.ID, END);
        RunningAudit audit = audit(LocalTime.of(14, 0), false);
        assertThat(audit.run()).isEmpty();

        clock.advance(Duration.ofMinutes(121));
        List<Interruption> missed = audit.run();
        assertThat(missed).hasSize(1);
        // As long as people are not notified, whatever the reason.
        clock.advance(Duration.ofMinutes(5));
        assertThat(audit.run()).isEqualTo(missed);
        sent(missed.get(0));
        assertThat(audit.run()).isEmpty();

        clock.advance(Duration.ofHours(22));
        taken(Samples.id(2), clock.instant().minus(Duration.ofMinutes(10)));
        assertThat(audit.run()).isEmpty();
        clock.advance(Duration.ofHours(2));
        assertThat(audit.run()).extracting(Interruption::resourceId).containsExactly(Samples.id(2));
    }

    @Test
    void whatCannotBeAskedIsNoNumberAndAWarningOfHealth() {
        aws.fail(TakenByAws.EVENTS, 400, "AccessDeniedException", "");
        RunningAudit audit = audit(null, false);

        audit.run();
        clock.advance(Duration.ofMinutes(5));

        assertThat(audit.count(AuditVerdict.NEVER_ANNOUNCED)).isNaN();
        assertThat(audit.age()).isEqualTo(300);
        assertThat(audit.warning())
                .hasValueSatisfying(text -> assertThat(text)
                        .contains(
                                "cannot see all",
                                "could not ask eu-west-1 for cloudtrail:LookupEvents: AccessDeniedException"));

        aws.recover();
        audit.run();
        assertThat(audit.count(AuditVerdict.NEVER_ANNOUNCED)).isZero();
        assertThat(audit.warning()).isEmpty();
        clock.advance(Duration.ofMinutes(20));
        assertThat(audit.warning()).hasValueSatisfying(text -> assertThat(text).contains("1200 s ago"));
    }

    @Test
    void promiseIsMeasured() {
        assertThat(audit(null, false).kept()).isNaN();
        clock.advance(Duration.ofSeconds(-80));
        sent(Samples.notice().noticedAt(NOW.minusSeconds(90)).interruption());
        sent(Samples.notice().id(Samples.id(2)).noticedAt(NOW.minusSeconds(300)).interruption());
        RunningAudit audit = audit(null, false);

        audit.run();

        assertThat(audit.kept()).isEqualTo(0.5);
    }

    @Test
    void linesCarryMetricsAndNoneThatSaysNothing() throws JoranException {
        taken(Samples.ID, END);
        try (JsonLines lines = new JsonLines("org.spotalert.audit")) {
            audit(null, true).run();
            assertThat(metrics(lines))
                    .containsExactly(
                            "AuditAge[] 0", "Missed[] 1", "NotifiedInTime[] 0", "NotifiedLate[] 0", "Taken[] 1");
        }
        aws.fail(TakenByAws.EVENTS, 400, "AccessDeniedException", "");
        store.close();
        try (JsonLines lines = new JsonLines("org.spotalert.audit")) {
            audit(null, true).run();
            assertThat(metrics(lines)).containsExactly("AuditAge[] 0");
        }
    }

    private static List<String> metrics(JsonLines lines) {
        List<MetricLine> carrying =
                lines.all().stream().filter(MetricLine::hasMetrics).toList();
        assertThat(carrying)
                .singleElement()
                .satisfies(line -> assertThat(line.problems()).isEmpty());
        return carrying.get(0).metrics().stream().sorted().toList();
    }
}
