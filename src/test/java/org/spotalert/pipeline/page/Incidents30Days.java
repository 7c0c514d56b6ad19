package org.spotalert.pipeline.page;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.spotalert.model.AffectedService;
import org.spotalert.model.AlertKind;
import org.spotalert.model.CriticalBelow;
import org.spotalert.model.Decision.Rule;
import org.spotalert.model.Decision.Verdict;
import org.spotalert.model.Failure;
import org.spotalert.model.FailureReason;
import org.spotalert.model.Incident;
import org.spotalert.model.Incident.Notification;
import org.spotalert.model.Instance;
import org.spotalert.model.InterruptionKind;
import org.spotalert.model.Prospects;
import org.spotalert.model.RecoveryState;
import org.spotalert.model.Samples;
import org.spotalert.model.ServiceStatus;
import org.spotalert.model.Severity;

/** Thirty days as they may have been, always the same ones: most incidents in the evening, some failures, few that did not recover. */
public final class Incidents30Days {

    private static final List<String> CLUSTERS = List.of("shop", "shop", "payments", "search", "batch");
    private static final List<String> TYPES =
            List.of("m5.large", "m5.large", "m6i.large", "c5.xlarge", "r5.large", "m5.xlarge", "c6g.large");
    private static final List<String> SERVICES =
            List.of("checkout", "billing", "search-api", "recommendations", "images", "ledger", "mailer", "indexer");

    private final Random random = new Random(7);
    private final Instant now;

    public Incidents30Days(Instant now) {
        this.now = now;
    }

    /** So many incidents that are over, and a few that are open. */
    public List<Incident> all(int past) {
        return Stream.concat(IntStream.range(0, past).mapToObj(this::past), open().stream())
                .toList();
    }

    private Incident past(int number) {
        int hour = (int) Math.min(23, Math.max(0, 15 + random.nextGaussian() * 5));
        Instant noticed = now.minus(Duration.ofDays(1 + random.nextInt(29)))
                .truncatedTo(java.time.temporal.ChronoUnit.DAYS)
                .plus(Duration.ofHours(hour))
                .plusSeconds(random.nextInt(3600));
        boolean quiet = random.nextInt(100) < 12;
        Incident incident = incident(number, noticed, quiet, random.nextInt(100) < 8);
        if (quiet) {
            return incident;
        }
        Incident sent = notified(incident, noticed);
        int minutes = random.nextInt(100) < 4 ? 0 : 1 + random.nextInt(5);
        RecoveryState.Result result = minutes == 0
                ? new RecoveryState.Result(false, Duration.ofMinutes(10))
                : new RecoveryState.Result(true, Duration.ofSeconds(60L * minutes - random.nextInt(50)));
        return incident.interruption().kind().certain()
                ? sent.withRecovery(
                        new RecoveryState(incident.key(), Severity.WARNING, false, result, null),
                        noticed.plus(result.after()))
                : sent;
    }

    private Incident incident(int number, Instant noticed, boolean quiet, boolean recommendation) {
        String cluster = CLUSTERS.get(random.nextInt(CLUSTERS.size()));
        String zone = "eu-west-1" + "aaabbc".charAt(random.nextInt(6));
        AffectedService[] services = IntStream.range(0, 1 + random.nextInt(3))
                .mapToObj(each -> SERVICES.get((number + each * 3) % SERVICES.size()))
                .distinct()
                .map(name -> service(name, cluster))
                .toArray(AffectedService[]::new);
        Samples sample = Samples.notice()
                .id(Samples.id(0xabc000 + number))
                .noticedAt(noticed)
                .zone(zone)
                .kind(
                        recommendation
                                ? InterruptionKind.REBALANCE_RECOMMENDATION
                                : InterruptionKind.INTERRUPTION_WARNING)
                .instance(new Instance(
                        Samples.id(0xabc000 + number),
                        TYPES.get(random.nextInt(TYPES.size())),
                        zone,
                        "spot",
                        "running",
                        noticed.minus(Duration.ofHours(20)),
                        Map.of("Name", "ecs-" + cluster)))
                .cluster(cluster)
                .status("ACTIVE")
                .services(services);
        return Incident.of(
                (quiet
                                ? sample.decision(
                                        Verdict.SUPPRESS, Rule.MAINTENANCE_WINDOW, "maintenance window nightly")
                                : sample.decision(
                                        Verdict.SEND, Rule.TASKS_LOST, services.length + " services lose tasks"))
                        .alert(),
                noticed.plusMillis(1400));
    }

    private AffectedService service(String name, String cluster) {
        int desired = 1 + random.nextInt(5);
        return new AffectedService(
                name,
                cluster,
                1 + random.nextInt(2),
                1,
                new ServiceStatus(
                        desired,
                        desired,
                        0,
                        "arn:aws:ecs:x:1:task-definition/w:7",
                        true,
                        50,
                        Map.of(),
                        CriticalBelow.DEFAULT,
                        Prospects.UNKNOWN));
    }

    private Incident notified(Incident incident, Instant noticed) {
        Incident sent = incident;
        List<String> channels = new ArrayList<>(List.of("slack", "email", "pagerduty"));
        for (String channel : channels) {
            int seconds = channel.equals("email") ? 3 + random.nextInt(9) : 2 + random.nextInt(4);
            if (random.nextInt(100) < 6) {
                seconds += random.nextInt(120);
            }
            boolean fails = channel.equals("pagerduty") && random.nextInt(100) < 9;
            Instant at = noticed.plusSeconds(seconds);
            sent = sent.notified(
                    new Notification(
                            channel,
                            AlertKind.WARNING,
                            fails ? Notification.Outcome.FAILED : Notification.Outcome.SENT,
                            at,
                            120L - seconds,
                            fails ? null : "thread",
                            null,
                            fails
                                    ? new Failure(
                                            random.nextBoolean() ? FailureReason.TIMEOUT : FailureReason.SERVER,
                                            "no answer within 5 s")
                                    : null),
                    at);
        }
        return sent;
    }

    private List<Incident> open() {
        List<Incident> open = new ArrayList<>();
        for (int each = 0; each < 4; each++) {
            Instant noticed = now.minusSeconds(20L + each * 31L);
            Incident incident = notified(incident(900_000 + each, noticed, false, false), noticed)
                    .drained(noticed.plusSeconds(3));
            open.add(incident.withRecovery(
                    new RecoveryState(incident.key(), Severity.WARNING, false, null, null), noticed.plusSeconds(5)));
        }
        return open;
    }
}
