package org.spotalert.pipeline.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.spotalert.fleet.RecoveryLookup.EcsRef;
import org.spotalert.fleet.RecoveryLookup.Result;
import org.spotalert.model.AffectedService;
import org.spotalert.model.Alert;
import org.spotalert.model.AlertKind;
import org.spotalert.model.Cluster;
import org.spotalert.model.Completeness;
import org.spotalert.model.ContainerInstance;
import org.spotalert.model.CriticalBelow;
import org.spotalert.model.Decision;
import org.spotalert.model.Impact;
import org.spotalert.model.Incident;
import org.spotalert.model.Incident.Notification;
import org.spotalert.model.Prospects;
import org.spotalert.model.RecoveryState;
import org.spotalert.model.RecoveryState.Chain;
import org.spotalert.model.Samples;
import org.spotalert.model.ServiceSnapshot;
import org.spotalert.model.ServiceStatus;
import org.spotalert.model.Severity;
import org.spotalert.model.StandaloneTask;

/** Incidents, figures and steps for the tests of recovery. */
final class Groups {

    static final Instant NOTICED = Instant.parse("2026-11-20T08:15:40Z");
    static final Instant BEGUN = NOTICED.plusSeconds(2);
    static final String ONE = "i-00000000000000001";
    static final String TWO = "i-00000000000000002";
    static final String THREAD = "spot/digest/1";
    static final Map<String, String> THREADS = Map.of("chat", THREAD);

    private static final String ACCOUNT = "123456789012";
    private static final String REGION = "eu-west-1";
    private static final String CLUSTER = "shop";
    private static final RecoveryDecision DECISION =
            new RecoveryDecision(Duration.ofMinutes(1), impact -> impact.judgedBelow(50));

    private Groups() {}

    static Impact impact(String id, List<String> services, String... missing) {
        return impact(id, services, 0, missing);
    }

    static Impact impact(String id, List<String> services, int standaloneTasks, String... missing) {
        return new Impact(
                Samples.notice()
                        .eventId("event")
                        .account(ACCOUNT)
                        .id(id)
                        .noticedAt(NOTICED)
                        .interruption(),
                null,
                new Cluster(CLUSTER),
                new ContainerInstance("arn/" + id, id, "ACTIVE"),
                services.stream()
                        .map(name -> new AffectedService(name, CLUSTER, 1, 1, status(2, 2)))
                        .toList(),
                Collections.nCopies(standaloneTasks, new StandaloneTask("task", "family:batch", "batch:1")),
                1,
                new Completeness(List.of(missing)),
                null);
    }

    static ServiceStatus status(int desired, int running) {
        return new ServiceStatus(
                desired,
                running,
                desired - running,
                "web:1",
                false,
                100,
                Map.of(),
                CriticalBelow.DEFAULT,
                Prospects.UNKNOWN);
    }

    static ServiceSnapshot running(int running) {
        return new ServiceSnapshot(status(2, running), true, null);
    }

    /** An incident of which the channels have the warning, each in its thread. */
    static Incident incident(Impact impact, Map<String, String> threads) {
        Incident incident = Incident.of(
                new Alert.Warning(impact, new Decision(Decision.Verdict.SEND, Decision.Rule.TASKS_LOST, "")), BEGUN);
        for (Map.Entry<String, String> channel : threads.entrySet()) {
            incident = incident.notified(
                    new Notification(
                            channel.getKey(),
                            AlertKind.WARNING,
                            Notification.Outcome.SENT,
                            BEGUN,
                            118L,
                            channel.getValue(),
                            null,
                            null),
                    BEGUN);
        }
        return incident;
    }

    static Member member(Impact impact, Severity severity, Map<String, String> threads) {
        Incident incident = incident(impact, threads);
        return Member.of(
                incident,
                new RecoveryState("leader", severity, !impact.completeness().certain(), null, null));
    }

    static IncidentGroup group(Impact... impacts) {
        return group(Arrays.stream(impacts)
                .map(impact -> member(impact, Severity.WARNING, THREADS))
                .toList());
    }

    static IncidentGroup group(List<Member> members) {
        return new IncidentGroup(
                "leader",
                new Chain(
                        members.stream().map(member -> member.incident().key()).toList(),
                        THREAD,
                        BEGUN,
                        BEGUN.plusSeconds(600),
                        BEGUN,
                        BEGUN.plusSeconds(15),
                        Map.of()),
                members);
    }

    /** ECS's answer: figures by service, and the tasks that still run by instance. */
    static Result figures(Map<String, ServiceSnapshot> services, Map<String, Integer> tasks) {
        Map<EcsRef, ServiceSnapshot> figures = new HashMap<>();
        services.forEach((name, service) -> figures.put(new EcsRef(ACCOUNT, REGION, CLUSTER, name), service));
        Map<EcsRef, Integer> instances = new HashMap<>();
        tasks.forEach((id, count) -> instances.put(new EcsRef(ACCOUNT, REGION, CLUSTER, "arn/" + id), count));
        return new Result(figures, instances, List.of("ThrottlingException"));
    }

    static RecoveryStep at(int seconds, IncidentGroup group, @Nullable Result figures, Impact... details) {
        return at(DECISION, seconds, group, figures, details);
    }

    static RecoveryStep at(
            RecoveryDecision decision, int seconds, IncidentGroup group, @Nullable Result figures, Impact... details) {
        Map<String, Impact> found = new HashMap<>();
        for (Impact impact : details) {
            found.put(Incident.key(impact.interruption()), impact);
        }
        return decision.decide(group, figures, found, BEGUN.plusSeconds(seconds));
    }

    /** The group for the next check, of a step that sends nothing. */
    static IncidentGroup next(RecoveryStep step) {
        assertThat(step.alerts()).isEmpty();
        assertThat(step.continues()).isTrue();
        return step.after();
    }

    /** What the last step sends. */
    static Alert only(RecoveryStep step) {
        assertThat(step.continues()).isFalse();
        assertThat(step.alerts()).hasSize(1);
        return step.alerts().get(0);
    }

    static <T> T some(@Nullable T value) {
        assertThat(value).isNotNull();
        return Objects.requireNonNull(value);
    }
}
